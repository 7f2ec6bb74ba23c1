package dev.sluice.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself takes the rules, where promtool is installed. */
final class RulesTest {
    @Test
    void areTakenByPrometheus(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "promtool is not installed: rules were checked by their schema alone");
        Manifest rules = Repository.files().find("PrometheusRule", "sluice").orElseThrow();
        Path file = folder.resolve("rules.yaml");
        Files.writeString(file, new YAMLMapper().writeValueAsString(rules.at("/spec")));
        Process promtool = new ProcessBuilder("promtool", "check", "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("promtool", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
