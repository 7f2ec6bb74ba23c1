package dev.sluice.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.registry.FakeRegistry.Request;
import dev.sluice.schemas.registry.FakeRegistry.Response;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private final FakeRegistry registry = new FakeRegistry(request -> Response.refusal(40403, "unknown"));
    private final Map<String, Object> settings = new HashMap<>(Map.of(RegistryKeys.URL, registry.url()));

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost:8081", "ftp://host", "http://", "http://user:pa ss@host", "http://user:p@s^s@"})
    void refusesWhatIsNoUrlWithoutShowingThePassword(String url) {
        settings.put(RegistryKeys.URL, url);

        assertThatThrownBy(this::ask)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RegistryKeys.URL)
                .hasMessageNotContaining("pa ss")
                .hasMessageNotContaining("p@s");
    }

    @Test
    void refusesToGuessBetweenTwoKindsOfCredentials() {
        settings.put(RegistryKeys.BEARER_AUTH_TOKEN, "token");
        settings.put(RegistryKeys.BASIC_AUTH_SOURCE, "USER_INFO");
        settings.put(RegistryKeys.BASIC_AUTH_USER_INFO, "name:secret");

        assertThatThrownBy(this::ask)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("leave one out")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesUserInfoThatIsNotDeclared() {
        settings.put(RegistryKeys.BASIC_AUTH_USER_INFO, "name:secret");

        assertThatThrownBy(this::ask)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("basic.auth.credentials.source=USER_INFO")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesSettingsThatItCannotHonour() {
        settings.put("use.latest.version", "true");
        assertThatThrownBy(this::ask).isInstanceOf(ConfigException.class).hasMessageContaining("swap fields");
        settings.remove("use.latest.version");
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy");
        assertThatThrownBy(this::ask).isInstanceOf(ConfigException.class).hasMessageContaining("TopicNameStrategy");
    }

    @Test
    void sendsNoneWhenNoneAreConfigured() {
        assertThat(ask().authorization()).isEmpty();
    }

    @Test
    void sendsUserInfo() {
        settings.put(RegistryKeys.BASIC_AUTH_SOURCE, "USER_INFO");
        settings.put(RegistryKeys.BASIC_AUTH_USER_INFO, "näme:se:cret");

        assertThat(ask().authorization()).hasValue(basic("näme:se:cret"));
    }

    @Test
    void sendsWhatTheUrlHolds() {
        settings.put(RegistryKeys.URL, registry.url().replace("//", "//name:p%40ss+word@") + "/base/");

        assertThat(ask())
                .satisfies(request -> assertThat(request.authorization()).hasValue(basic("name:p@ss+word")))
                .satisfies(request -> assertThat(request.path()).isEqualTo("/base/schemas/ids/1"));
    }

    @Test
    void sendsABearerToken() {
        settings.put(RegistryKeys.BEARER_AUTH_TOKEN, "token");

        assertThat(ask().authorization()).hasValue("Bearer token");
    }

    private Request ask() {
        try (RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer()) {
            deserializer.configure(settings, false);
            assertThatThrownBy(() -> deserializer.deserialize("topic", new byte[] {0, 0, 0, 0, 1}))
                    .isInstanceOf(UndecodableRecordException.class);
        }
        return registry.requests().getLast();
    }

    private static String basic(String plain) {
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }
}
