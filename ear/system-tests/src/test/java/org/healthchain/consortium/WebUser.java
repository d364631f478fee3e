package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Somebody who signs in at a server's page and presses buttons there, without scripts. */
final class WebUser {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BOUNDARY = "----healthchain-test-boundary";

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private WebUser(URI server) {
    this.server = server;
  }

  static WebUser signedIn(RunningConsortium consortium, String server, String user)
      throws Exception {
    WebUser web = new WebUser(consortium.uri(server, "/"));
    Document page = web.open("/signin.xhtml");
    Document home =
        web.press(
            page,
            "signin:go",
            Map.of("signin:user", user, "signin:password", consortium.password(server, user)));
    assertThat(home.select("body.member")).as(home.text()).isNotEmpty();
    return web;
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  Document open(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return parsed(response);
  }

  /** Presses a button of a form after typing into its fields; returns the page that follows. */
  Document press(Document page, String button, Map<String, String> typed) throws Exception {
    Element form = page.getElementById(button).closest("form");
    Map<String, String> fields = fields(form);
    assertThat(fields.keySet()).containsAll(typed.keySet());
    fields.putAll(typed);
    fields.put(button, button);
    boolean multipart = form.attr("enctype").equals("multipart/form-data");
    return send(
        form,
        multipart ? multipart(fields, "", "", "") : BodyPublishers.ofString(encoded(fields)),
        multipart);
  }

  /** As {@link #press}, with a file chosen in the form. */
  Document upload(Document page, String button, String fileField, String name, String content)
      throws Exception {
    Element form = page.getElementById(button).closest("form");
    Map<String, String> fields = fields(form);
    fields.put(button, button);
    return send(form, multipart(fields, fileField, name, content), true);
  }

  private Document send(Element form, HttpRequest.BodyPublisher body, boolean multipart)
      throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .timeout(PATIENCE)
                .header(
                    "Content-Type",
                    multipart
                        ? "multipart/form-data; boundary=" + BOUNDARY
                        : "application/x-www-form-urlencoded")
                .POST(body)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return parsed(response);
  }

  private static Document parsed(HttpResponse<String> response) {
    return Jsoup.parse(response.body(), response.uri().toString());
  }

  private static Map<String, String> fields(Element form) {
    Map<String, String> fields = new LinkedHashMap<>();
    // What the pages' scripts add: the nonce of the content-security policy.
    fields.put("primefaces.nonce", form.ownerDocument().select("script[nonce]").attr("nonce"));
    for (Element field : form.select("input[name], textarea[name]")) {
      if (!field.attr("type").matches("submit|button|file")) {
        // The text of an area keeps its line breaks.
        fields.put(
            field.attr("name"),
            field.tagName().equals("textarea") ? field.wholeText() : field.attr("value"));
      }
    }
    return fields;
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpRequest.BodyPublisher multipart(
      Map<String, String> fields, String fileField, String fileName, String content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach((name, value) -> part(out, "name=\"" + name + "\"", value));
    if (!fileField.isEmpty()) {
      part(
          out,
          "name=\""
              + fileField
              + "\"; filename=\""
              + fileName
              + "\"\r\nContent-Type: text/plain; charset=UTF-8",
          content);
    }
    out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return BodyPublishers.ofByteArray(out.toByteArray());
  }

  private static void part(ByteArrayOutputStream out, String disposition, String value) {
    out.writeBytes(
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\n\r\n"
                + value
                + "\r\n")
            .getBytes(StandardCharsets.UTF_8));
  }
}
