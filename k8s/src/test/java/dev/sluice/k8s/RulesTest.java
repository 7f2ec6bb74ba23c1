package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules for prometheus-operator are those that Compose's Prometheus reads, whose own tests look at what they say. */
final class RulesTest {
    private static final Path SOURCE = Repository.ROOT.resolve("observability/prometheus/rules.yml");
    private static final Path COPY = Repository.MODULE.resolve("components/monitoring/rules.yaml");
    private static final String SPEC = "\nspec:\n";
    private static final String GROUPS = "groups:\n";

    @Test
    void areACopy() throws IOException {
        String source = Files.readString(SOURCE);
        String copy = Files.readString(COPY);
        assertThat(source).contains("\n" + GROUPS);
        assertThat(copy).contains(SPEC);
        String wanted = copy.substring(0, copy.indexOf(SPEC) + SPEC.length())
                + source.substring(source.indexOf("\n" + GROUPS) + 1)
                        .lines()
                        .map(line -> line.isEmpty() ? line : "  " + line)
                        .collect(Collectors.joining("\n", "", "\n"));

        if (!copy.equals(wanted)) {
            Files.writeString(Repository.MODULE.resolve("target/rules.yaml"), wanted);
        }
        assertThat(copy).as("%s is stale: copy target/rules.yaml over it", COPY).isEqualTo(wanted);
    }
}
