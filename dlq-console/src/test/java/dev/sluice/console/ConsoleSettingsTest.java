package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.console.auth.Role;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "console.url||needs console.url",
                "console.url|review.example.com|without a path",
                "console.url|https://example.com/review|without a path",
                "console.oidc.issuer|http://login.example.com|begins with https",
                "console.oidc.client.id||console.oidc.client.id is missing",
                "console.oidc.roles||nobody could log in",
                "console.oidc.roles|editors=boss|write value=role",
                "console.oidc.scopes|profile|lacks openid",
            })
    void namesWhatIsWrongWithTheLoginServer(String key, String value, String complaint) {
        Map<String, String> values = withLoginServer();
        values.put(key, value == null ? "" : value);

        assertThatThrownBy(() -> ConsoleSettings.of(values))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void mapsValuesOfAClaimToRolesAlsoThoseWithCommasAndEqualsSigns() {
        Map<String, String> values = withLoginServer();
        values.put("console.oidc.roles", "cn=ops,ou=staff = operator; readers=viewer;");

        ConsoleSettings settings = ConsoleSettings.of(values);

        assertThat(settings.web().oidc().orElseThrow().roles())
                .containsOnly(Map.entry("cn=ops,ou=staff", Role.OPERATOR), Map.entry("readers", Role.VIEWER));
        assertThat(settings.web().secureCookie()).isTrue();
        assertThat(settings.toString()).doesNotContain("hush");
    }

    private static Map<String, String> withLoginServer() {
        Map<String, String> values = with("console.url", "https://review.example.com");
        values.put("console.oidc.issuer", "https://login.example.com");
        values.put("console.oidc.client.id", "sluice");
        values.put("console.oidc.client.secret", "hush");
        values.put("console.oidc.roles", "editors=reviewer");
        return values;
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
