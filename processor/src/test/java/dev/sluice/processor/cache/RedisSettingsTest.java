package dev.sluice.processor.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "very-secret",
                "user:very-secret@host:6379",
                "http://user:very-secret@host:6379",
                "redis://user:very-secret@",
                "redis://user:very-secret@host:port",
                "redis://user:very-secret|@host",
                "redis://user:very-secret@host/one",
                "redis-socket:///very-secret"
            })
    void refusesABadAddressWithoutShowingIt(String url) {
        assertThatThrownBy(() -> settings(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://localhost:6379")
                .hasMessageNotContaining("very-secret")
                .hasNoCause();
    }

    @Test
    void doesNotShowUserAndPassword() {
        assertThat(settings("rediss://someone:very-secret@cache.example:6380").toString())
                .contains("cache.example:6380")
                .doesNotContain("very-secret")
                .doesNotContain("someone");
    }

    @Test
    void understandsTlsLoginAndDatabase() {
        RedisURI address =
                settings("rediss://someone:p%40ss%2F@cache.example:6380/2").address();
        assertThat(address.isSsl()).isTrue();
        assertThat(address.isVerifyPeer()).isTrue();
        RedisCredentials login = Objects.requireNonNull(
                address.getCredentialsProvider().resolveCredentials().block());
        assertThat(login.getUsername()).isEqualTo("someone");
        assertThat(login.getPassword()).isEqualTo("p@ss/".toCharArray());
        assertThat(address.getHost()).isEqualTo("cache.example");
        assertThat(address.getPort()).isEqualTo(6380);
        assertThat(address.getDatabase()).isEqualTo(2);
        assertThat(settings("redis://localhost").address().getPort()).isEqualTo(6379);
    }

    private static RedisSettings settings(String url) {
        return new RedisSettings(url, "sluice:", Duration.ofMillis(200));
    }
}
