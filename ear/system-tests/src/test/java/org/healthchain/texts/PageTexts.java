package org.healthchain.texts;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/** The pages' texts as readers see them, from the sources of {@code web}, in both languages. */
public final class PageTexts {
  private static final Path FOLDER =
      Path.of("..", "..", "web", "src", "main", "resources", "org", "healthchain", "web");
  private static final PageTexts ENGLISH = new PageTexts("messages.properties", Locale.UK);
  private static final PageTexts CHINESE =
      new PageTexts("messages_zh.properties", Locale.SIMPLIFIED_CHINESE);

  private final Properties texts = new Properties();
  private final Locale locale;

  private PageTexts(String file, Locale locale) {
    this.locale = locale;
    try (Reader reader = Files.newBufferedReader(FOLDER.resolve(file))) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The English text of that key, filled in. */
  public static String english(String key, Object... arguments) {
    return ENGLISH.text(key, arguments);
  }

  /** The Chinese text of that key, filled in. */
  public static String chinese(String key, Object... arguments) {
    return CHINESE.text(key, arguments);
  }

  /** The English text of that key up to its first argument, which the test does not know. */
  public static String englishStart(String key) {
    String pattern = ENGLISH.pattern(key);
    int end = pattern.indexOf('{');
    if (end < 1) {
      throw new IllegalArgumentException(key + " does not begin with words: " + pattern);
    }
    return pattern.substring(0, end).strip();
  }

  private String text(String key, Object... arguments) {
    return arguments.length == 0
        ? pattern(key)
        : new MessageFormat(pattern(key), locale).format(arguments);
  }

  private String pattern(String key) {
    String pattern = texts.getProperty(key);
    if (pattern == null) {
      throw new IllegalArgumentException("the pages have no text " + key);
    }
    return pattern;
  }
}
