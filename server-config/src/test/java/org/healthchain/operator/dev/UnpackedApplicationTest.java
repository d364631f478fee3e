package org.healthchain.operator.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small application of a service and a page that uses it. */
class UnpackedApplicationTest {
  @TempDir private Path folder;
  private SmallProject project;
  private Path service;
  private Path user;
  private UnpackedApplication application;

  @BeforeEach
  void unpack() throws IOException {
    project = new SmallProject(folder);
    service = project.root().resolve("ejb/src/main/java/Service.java");
    user = project.root().resolve("web/src/main/java/User.java");
    application =
        new UnpackedApplication(
            project.distribution(), project.root(), folder.resolve("application"));
  }

  @Test
  void theModulesAreUnpackedAsTheServerLooksForThem() {
    assertThat(unpacked("META-INF/application.xml")).exists();
    assertThat(unpacked("healthchain-ejb_jar/META-INF/persistence.xml")).exists();
    assertThat(unpacked("healthchain-web_war/index.xhtml")).exists();
    assertThat(unpacked("healthchain-ejb.jar")).doesNotExist();
    assertThat(unpacked("healthchain-web.war")).doesNotExist();
  }

  @Test
  void aPageIsCopiedAndGoesWithItsSource() throws IOException {
    Path page = project.source("web/src/main/webapp/doctor/visit.xhtml", "new");
    assertThat(application.change(Set.of(page))).isEqualTo(SourceChange.PAGE);
    assertThat(application.take(Set.of(page))).isEmpty();
    assertThat(unpacked("healthchain-web_war/doctor/visit.xhtml")).hasContent("new");

    Files.delete(page);
    assertThat(application.take(Set.of(page))).isEmpty();
    assertThat(unpacked("healthchain-web_war/doctor/visit.xhtml")).doesNotExist();
  }

  @Test
  void textsAndDescriptorsAskForADeployment() throws IOException {
    Path texts = project.source("web/src/main/resources/messages.properties", "a=b");
    Path descriptor = project.source("web/src/main/webapp/WEB-INF/web.xml", "<web-app/>");
    Path part = project.source("web/src/main/webapp/WEB-INF/parts/network.xhtml", "part");
    assertThat(application.change(Set.of(texts))).isEqualTo(SourceChange.APPLICATION);
    assertThat(application.change(Set.of(descriptor))).isEqualTo(SourceChange.APPLICATION);
    assertThat(application.change(Set.of(part))).isEqualTo(SourceChange.PAGE);

    assertThat(application.take(Set.of(texts, descriptor))).isEmpty();
    assertThat(unpacked("healthchain-web_war/WEB-INF/classes/messages.properties"))
        .hasContent("a=b");
    assertThat(unpacked("healthchain-web_war/WEB-INF/web.xml")).hasContent("<web-app/>");
  }

  @Test
  void whatLiesBelowTheApplicationAsksForABuild() {
    Path below = project.root().resolve("jms-consensus/src/main/java/Core.java");
    assertThat(application.change(Set.of(below, user))).isEqualTo(SourceChange.BUILD);
    assertThat(application.change(Set.of(project.root().resolve("pom.xml"))))
        .isEqualTo(SourceChange.BUILD);
    assertThat(application.change(Set.of(project.root().resolve("web/pom.xml"))))
        .isEqualTo(SourceChange.BUILD);
  }

  @Test
  void aChangedServiceIsCompiledWithWhatUsesIt() throws Exception {
    assertThat(application.change(Set.of(service))).isEqualTo(SourceChange.APPLICATION);
    assertThat(application.take(Set.of(service))).isEmpty();
    assertThat(answer()).isEqualTo(1);

    project.service(2);
    assertThat(application.take(Set.of(service))).isEmpty();
    assertThat(answer()).isEqualTo(2);
  }

  @Test
  void classesWithoutASourceGo() throws IOException {
    assertThat(application.take(Set.of(service))).isEmpty();
    assertThat(unpacked("healthchain-ejb_jar/Old.class")).doesNotExist();
    assertThat(unpacked("healthchain-web_war/WEB-INF/classes/Old.class")).doesNotExist();
    assertThat(unpacked("healthchain-ejb_jar/META-INF/persistence.xml")).exists();
  }

  @Test
  void whatDoesNotCompileIsToldAndLeavesTheOldClasses() throws Exception {
    application.take(Set.of(service));
    project.source(
        "web/src/main/java/User.java", "class User { int use() { return new Service().gone(); } }");

    assertThat(application.take(Set.of(user)).orElseThrow()).contains("User.java:1", "gone");
    assertThat(answer()).isEqualTo(1);
  }

  @Test
  void pagesAndTextsAreTakenOverBesideCodeThatDoesNotCompile() throws IOException {
    Path page = project.source("web/src/main/webapp/doctor/visit.xhtml", "new");
    Path texts = project.source("web/src/main/resources/messages.properties", "a=b");
    Path broken = project.brokenService();

    assertThat(application.take(Set.of(broken, page, texts)).orElseThrow()).contains("gone");
    assertThat(unpacked("healthchain-web_war/doctor/visit.xhtml")).hasContent("new");
    assertThat(unpacked("healthchain-web_war/WEB-INF/classes/messages.properties"))
        .hasContent("a=b");
  }

  private int answer() throws Exception {
    URL[] classes = {
      unpacked("healthchain-ejb_jar").toUri().toURL(),
      unpacked("healthchain-web_war/WEB-INF/classes").toUri().toURL()
    };
    try (URLClassLoader loader = new URLClassLoader(classes, null)) {
      Class<?> type = loader.loadClass("User");
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      var use = type.getDeclaredMethod("use");
      use.setAccessible(true);
      return (int) use.invoke(constructor.newInstance());
    }
  }

  private Path unpacked(String name) {
    return application.folder().resolve(name);
  }
}
