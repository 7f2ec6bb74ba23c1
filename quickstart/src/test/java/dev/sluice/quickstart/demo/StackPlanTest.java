package dev.sluice.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quickstart.terminal.CommandFailedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackPlanTest {
    private static final Map<String, String> MODEL =
            Map.of("llm.api.key", "secret", "llm.base.url", "https://models.example.org/v1", "llm.model", "m");

    @Test
    void refusesTheRealModelWhenNoneIsConfigured() {
        assertThatThrownBy(() -> LlmChoice.of(Optional.of(LlmChoice.REAL), Map.of()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("OPENAI_API_KEY");
    }

    @Test
    void takesTheModelThatIsConfigured() {
        assertThat(LlmChoice.of(Optional.empty(), MODEL)).isEqualTo(LlmChoice.REAL);
        assertThat(LlmChoice.of(Optional.empty(), Map.of("llm.model", "m"))).isEqualTo(LlmChoice.OFFLINE);
        assertThat(plan(LlmChoice.REAL, MODEL).processorConfig()).containsAllEntriesOf(MODEL);
    }

    @Test
    void callsNoConfiguredModelWhenAskedNotTo() {
        assertThat(plan(LlmChoice.OFFLINE, MODEL).processorConfig()).doesNotContainKeys("llm.api.key", "llm.base.url");
        assertThat(plan(LlmChoice.SIMULATED, MODEL).processorConfig())
                .doesNotContainKey("llm.api.key")
                .containsEntry("llm.base.url", "http://127.0.0.1:15004/v1");
    }

    @Test
    void keepsAwayFromTheUsersOwnCluster() {
        Map<String, String> config = plan(
                        LlmChoice.OFFLINE,
                        Map.of(
                                "kafka.bootstrap.servers", "production:9092",
                                "kafka.security.protocol", "SASL_SSL",
                                "schema.registry.url", "https://production",
                                "basic.auth.user.info", "user:password",
                                "http.host", "0.0.0.0",
                                "stage.max.in.flight", "7"))
                .processorConfig();

        assertThat(config)
                .doesNotContainKeys("kafka.security.protocol", "basic.auth.user.info")
                .containsEntry("kafka.bootstrap.servers", "127.0.0.1:15001")
                .containsEntry("schema.registry.url", "http://127.0.0.1:15002/apis/ccompat/v7")
                .containsEntry("http.host", "127.0.0.1")
                .containsEntry("stage.max.in.flight", "7");
    }

    @Test
    void theConsoleKeepsAwayFromTheUsersOwnClusterAndAccounts() {
        Map<String, String> config = plan(
                        LlmChoice.OFFLINE,
                        Map.of(
                                "kafka.bootstrap.servers", "production:9092",
                                "console.users.file", "/etc/sluice/users",
                                "console.host", "0.0.0.0",
                                "console.undo.ms", "3000"))
                .consoleConfig();

        assertThat(config)
                .containsEntry("kafka.bootstrap.servers", "127.0.0.1:15001")
                .containsEntry(
                        "console.users.file", Path.of("data", "console-users").toString())
                .containsEntry("console.host", "127.0.0.1")
                .containsEntry("console.port", "15005")
                .containsEntry("console.undo.ms", "3000");
    }

    private static StackPlan plan(LlmChoice llm, Map<String, String> values) {
        return new StackPlan(new DataFolder(Path.of("data"), true), 15001, 15002, 15003, 15004, 15005, llm, values);
    }
}
