package dev.sluice.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two scripts a newcomer runs, on a machine whose JDKs are all too old. */
final class ScriptsTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String REQUIRED = "least=21\n";

    @TempDir
    private Path checkout;

    @ParameterizedTest
    @ValueSource(strings = {"sluice", "mvnw"})
    void saysThatThereIsNoJdkThatWillDo(String script) throws Exception {
        copy("mvnw");
        copy("sluice");

        Process process = new ProcessBuilder(checkout.resolve(script).toString(), "verify")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output)
                .startsWith("sluice: a JDK of 999 or newer is needed and none was found.")
                .contains("set JAVA_HOME")
                .doesNotContain("toolchain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no/such/folder", ""})
    void findsAJdkWhateverJavaHomeSays(String javaHome) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(HOME.resolve("sluice").toString(), "--jdk").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().merge("PATH", System.getProperty("java.home") + "/bin", (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

        assertThat(process.waitFor()).isZero();
        assertThat(Path.of(output, "bin", "javac")).isExecutable();
    }

    @Test
    void asksForTheSameJdkAsTheBuild() throws IOException {
        assertThat(Files.readString(HOME.resolve("sluice"))).contains(REQUIRED);
        assertThat(Files.readString(HOME.resolve("pom.xml"))).contains("<version>[21,)</version>");
    }

    private void copy(String script) throws IOException {
        Path copy = checkout.resolve(script);
        Files.writeString(copy, Files.readString(HOME.resolve(script)).replace(REQUIRED, "least=999\n"));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
    }
}
