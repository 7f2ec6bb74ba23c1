package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice control} as people run it, on a real broker and registry. */
class ControlCommandsIT {

    @TempDir
    private static Path folder;

    private static Broker broker;
    private static Registry registry;
    private static Commands sluice;

    @BeforeAll
    static void startServers() throws IOException {
        broker = Broker.start(folder.resolve("broker"));
        registry = Registry.start(folder.resolve("registry"));
        Path config = Files.writeString(
                folder.resolve("client.properties"),
                "kafka.bootstrap.servers=" + broker.bootstrapServers() + "\nschema.registry.url=" + registry.url()
                        + "\nkafka.request.timeout.ms=60000\nkafka.default.api.timeout.ms=60000\n");
        sluice = new Commands(120, Map.of("SLUICE_CONFIG", config.toString()));
    }

    @AfterAll
    static void stopServers() {
        broker.close();
        registry.close();
    }

    @Test
    void setsShowsAndTakesBackWhatProcessorsFollow() throws Exception {
        sluice.output("topics", "create");
        sluice.output("schemas", "register");
        assertThat(sluice.output("control", "show")).isEqualTo("Nothing is set.\n");
        assertThat(sluice.failing("control", "resume", "--why", "tried"))
                .isEqualTo("sluice: There is no setting kill-switch. See what is set: sluice control show\n");

        assertThat(sluice.output("control", "kill", "--why", "the bill doubled", "--for", "2h", "--by", "ada"))
                .startsWith("Set: no call to any model, until ");
        assertThat(sluice.output("control", "pause", "--tenant", "acme", "--why", "they migrate", "--by", "bo"))
                .isEqualTo("Set: documents of tenant acme wait.\n");
        sluice.output("control", "threshold", "invoice", "0.9", "--why", "audit");
        sluice.output("control", "engine", "invoice", "classify", "offline", "--why", "audit");
        sluice.output("control", "budget", "day", "12.50", "--tenant", "acme", "--why", "end of year");

        assertThat(sluice.output("control", "show").lines())
                .satisfiesExactly(
                        head -> assertThat(head).matches("SETTING +MEANS +AGE +ENDS +BY +WHY"),
                        budget -> assertThat(budget)
                                .startsWith("budget/tenant/acme/day")
                                .contains("at most 12.5 USD a day for tenant acme", "end of year"),
                        engine -> assertThat(engine).startsWith("engine/invoice/classify"),
                        kill -> assertThat(kill)
                                .startsWith("kill-switch")
                                .contains("in 1 h 5", "ada", "the bill doubled"),
                        pause -> assertThat(pause).contains("when taken back", "bo", "they migrate"),
                        threshold -> assertThat(threshold)
                                .contains("documents of profile invoice are published from confidence 0.9 on"));

        assertThat(sluice.output("control", "resume", "--why", "over"))
                .isEqualTo("No longer set: no call to any model.\n");
        sluice.output("control", "unpause", "--tenant", "acme", "--why", "over");
        sluice.output("control", "threshold", "invoice", "--clear", "--why", "over");
        sluice.output("control", "engine", "invoice", "classify", "--clear", "--why", "over");
        sluice.output("control", "budget", "day", "--tenant", "acme", "--clear", "--why", "over");
        assertThat(sluice.output("control", "show")).isEqualTo("Nothing is set.\n");
    }
}
