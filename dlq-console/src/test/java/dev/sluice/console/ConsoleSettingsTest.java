package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "console.prot, 1, console.port",
        "console.port, 70000, console.port",
        "console.undo.ms, -1, console.undo.ms",
        "console.session.key, short, console.session.key",
        "console.lease.max.ms, 1000, lasts",
    })
    void namesTheKeyThatIsWrong(String key, String value, String named) {
        assertThatThrownBy(() -> ConsoleSettings.of(with(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(named);
    }

    @Test
    void asksForTheBrokers() {
        assertThatThrownBy(() -> ConsoleSettings.of(Map.of())).hasMessageContaining("kafka.bootstrap.servers");
    }

    @Test
    void showsNoSecret() {
        ConsoleSettings settings = ConsoleSettings.of(with("console.session.key", "s".repeat(40)));

        assertThat(settings.toString()).doesNotContain("ssss");
    }

    @Test
    void listensOnLoopbackUnlessToldOtherwise() {
        ConsoleSettings settings = ConsoleSettings.of(with("llm.model", "the processor's"));

        assertThat(settings.web().host()).isEqualTo("127.0.0.1");
        assertThat(settings.web().port()).isEqualTo(8090);
        assertThat(settings.console().review().undoWindow()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.web().sessionKey()).isEmpty();
    }

    @Test
    void readsTheKeysOfKafkaAndTheRegistry() {
        Map<String, String> values = with("kafka.security.protocol", "SSL");
        values.put("schema.registry.url", "http://registry");

        ConsoleSettings settings = ConsoleSettings.of(values);

        assertThat(settings.console().kafka()).containsEntry("security.protocol", "SSL");
        assertThat(settings.console().registry()).containsEntry("schema.registry.url", "http://registry");
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap.servers", "localhost:9092");
        values.put(key, value);
        return values;
    }
}
