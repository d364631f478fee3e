package org.healthchain.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium and its driver; a machine without them fails here and does not skip. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  Browser(String language, int widthPixels, boolean dark) throws IOException {
    assertThat(CHROMIUM).as("install Debian's chromium").isExecutable();
    assertThat(DRIVER).as("install Debian's chromium-driver").isExecutable();
    Files.createDirectories(SCREENSHOTS);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--lang=" + language,
        "--accept-lang=" + language);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            widthPixels,
            "height",
            900,
            "deviceScaleFactor",
            1,
            "mobile",
            widthPixels < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void open(String url) {
    driver.get(url);
  }

  String url() {
    return driver.getCurrentUrl();
  }

  void signIn(String address, String user, String password) {
    open(address + "/");
    type("signin:user", user);
    type("signin:password", password);
    click("signin:go");
    waitFor("the first page", () -> !url().contains("signin"));
  }

  WebElement element(String id) {
    return waitFor(id, () -> driver.findElements(By.id(id)).stream().findFirst().orElse(null));
  }

  void type(String id, String text) {
    WebElement field = element(id);
    field.clear();
    field.sendKeys(text);
  }

  void press(CharSequence keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  String focused() {
    return driver.switchTo().activeElement().getDomAttribute("id");
  }

  void click(String id) {
    waitFor(
        "a click on " + id,
        () -> {
          WebElement found = element(id);
          driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
          try {
            found.click();
            return true;
          } catch (ElementClickInterceptedException e) {
            return false;
          }
        });
  }

  void clickText(String text) {
    waitFor(
            text,
            () ->
                driver
                    .findElements(
                        By.xpath("//*[self::a or self::button][normalize-space()='" + text + "']"))
                    .stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null))
        .click();
  }

  String text(String id) {
    return element(id).getText();
  }

  void waitForText(String id, String wanted) {
    waitFor(wanted, () -> element(id).getText().contains(wanted));
  }

  void waitForFocus(String id) {
    waitFor("focus on " + id, () -> id.equals(focused()));
  }

  /** Polls until it is neither null nor false; fails with what was waited for. */
  <T> T waitFor(String what, Supplier<T> condition) {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < endNanos) {
      try {
        T value = condition.get();
        if (value != null && !Boolean.FALSE.equals(value)) {
          return value;
        }
        Thread.sleep(100);
      } catch (StaleElementReferenceException e) {
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("waited in vain for: " + what + ", at " + url());
  }

  /** As if the session had ended: the server no longer knows who this is. */
  void forgetSession() {
    driver.manage().deleteCookieNamed("HEALTHCHAIN");
  }

  /** As if the page had been open too long: the server no longer has its state. */
  void makeThePageOld() {
    script(
        "document.querySelectorAll('input[name=\"jakarta.faces.ViewState\"]')"
            + ".forEach(state => state.value = '-1:-1')");
  }

  /** Keeps the whole page as a picture. */
  void screenshot(String name) throws IOException {
    Object height = script("return Math.min(4000, document.documentElement.scrollHeight)");
    Object width = script("return window.innerWidth");
    Object data =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                    "captureBeyondViewport",
                    true,
                    "clip",
                    Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)))
            .get("data");
    Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(data.toString()));
  }

  /** No sideways scrolling, nothing against axe-core's rules, nothing refused by the policy. */
  void assertSound(String page) throws IOException {
    assertThat((Boolean) script("return document.documentElement.scrollWidth <= window.innerWidth"))
        .as("%s fits its width", page)
        .isTrue();
    assertThat(axeViolations()).as("axe-core on %s", page).isEmpty();
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
        .as("console of %s", page)
        .noneMatch(entry -> entry.getMessage().contains("Content Security Policy"));
  }

  private List<?> axeViolations() throws IOException {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<?>)
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];axe.run(document, {runOnly: ['wcag2a',"
                + " 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r => done(r.violations.map(v => v.id +"
                + " ' (' + v.impact + '): ' + v.nodes.map(n => n.target.join(' ') + ' ' +"
                + " n.any.map(a => a.message).join('; ')).join(' | '))));");
  }

  Object script(String script) {
    return driver.executeScript(script);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
