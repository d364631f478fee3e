package org.healthchain.crypto.curve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The choice of a backend, in processes of their own since it is made once. */
class CurvesTest {
  /** Prints the backend's name and whether a batch with a stray point is told apart. */
  static final class Probe {
    public static void main(String[] arguments) throws InvalidPointException {
      Curve curve = Curves.get();
      UncheckedG1 good =
          curve.decodeOnCurve(curve.g1Generator().compressed(), Curve.Identity.REFUSED);
      UncheckedG1[] points = new UncheckedG1[150];
      Arrays.fill(points, good);
      boolean works = curve.outsideSubgroup(List.of(points)).length == 0;
      works &= curve.multiExp(List.of(curve.g1Generator()), List.of(Curve.ORDER)).isIdentity();
      System.out.print(curve.name() + " " + works);
    }
  }

  private static String probe(String left, String... options)
      throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> left.isEmpty() || !entry.contains(left))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new java.util.ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output;
  }

  @Test
  void theNativeLibraryIsTheDefault() throws Exception {
    assertThat(probe("")).isEqualTo("blst true");
  }

  @Test
  void withoutTheNativeLibraryBouncyCastleTakesOver() throws Exception {
    assertThat(probe("jblst")).isEqualTo("bc true");
  }

  @Test
  void whereTheNativeLibraryCannotBeUnpackedBouncyCastleTakesOver() throws Exception {
    assertThat(probe("", "-Djava.io.tmpdir=/nowhere")).isEqualTo("bc true");
  }

  @Test
  void jnaOnlyMakesItFaster() throws Exception {
    assertThat(probe("jna")).isEqualTo("blst true");
  }

  @Test
  void blstNeedsNoBouncyCastle() throws Exception {
    assertThat(probe("bcprov")).isEqualTo("blst true");
  }

  @Test
  void thePropertyForcesOne() throws Exception {
    assertThat(probe("", "-D" + Curves.PROPERTY + "=bc")).isEqualTo("bc true");
    assertThat(probe("jblst", "-D" + Curves.PROPERTY + "=blst")).contains("does not load");
  }

  @Test
  void anUnknownNameAndMixedPointsAreMisuse() {
    assertThatThrownBy(() -> Curves.named("other")).isInstanceOf(IllegalStateException.class);
    Curve blst = Curves.named(Curves.BLST);
    Curve bc = Curves.named(Curves.BOUNCY_CASTLE);
    assertThatThrownBy(() -> blst.g1Generator().add(bc.g1Generator()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bc.g1Generator().add(blst.g1Generator()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> blst.g2Generator().add(bc.g2Generator()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bc.g2Generator().add(blst.g2Generator()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> blst.multiExp(List.of(), List.of(Curve.ORDER)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> blst.hashToG1(new byte[0], ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bc.hashToG1(new byte[0], "a".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
