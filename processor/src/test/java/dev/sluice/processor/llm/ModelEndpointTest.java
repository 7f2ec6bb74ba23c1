package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.processor.llm.ModelParameters.TokenLimitField;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080/v1", "ftp://host/v1", "/v1", "https:///v1"})
    void refusesABaseUrlThatIsNoWebAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint("model", url, "gpt", 1))
                .withMessageContaining("base URL of engine model is not an http or https address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:s3cret@host/v1", "https://host/v1?key=s3cret", "https://host/v1#s3cret"})
    void refusesABaseUrlThatMayHideASecretWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint("model", url, "gpt", 1))
                .withMessageContaining("give the key as API key")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "My Model, gpt, 1, is not made of lower case letters",
        "model, ' ', 1, does not say which model",
        "model, gpt, 0, must be 1 to 10",
        "model, gpt, 10001, must be 1 to 10"
    })
    void refusesWhatCannotWork(String name, String model, int maxInFlight, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint(name, "https://host/v1", model, maxInFlight))
                .withMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S, PT2S, connect", "PT1S, PT3S, PT2S, stall", "PT1S, PT1S, PT2H, call"})
    void refusesTimeoutsThatContradictEachOther(Duration connect, Duration stall, Duration call, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallTimeouts(connect, stall, call))
                .withMessageStartingWith("timeout " + name + " is ");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1000001, 0.5", "10, 2.1", "10, NaN"})
    void refusesParametersOutOfRange(int maxOutputTokens, double temperature) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelParameters(
                        4_000, maxOutputTokens, TokenLimitField.MAX_TOKENS, Optional.of(temperature)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-a b", "sk-a\n", "sk-ü"})
    void refusesAKeyThatNoHeaderCanCarryWithoutRepeatingIt(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey(key))
                .withMessageContaining("copy it again")
                .withMessageNotContaining("sk-");
    }

    @Test
    void doesNotPrintTheKey() {
        ModelEndpoint endpoint = new ModelEndpoint(
                "model",
                URI.create("https://host/v1"),
                "gpt",
                Credentials.ofKey("sk-secret"),
                CallTimeouts.DEFAULTS,
                ModelParameters.DEFAULTS,
                1);
        assertThat(endpoint).asString().contains("https://host/v1").doesNotContain("sk-secret");
    }

    private static ModelEndpoint endpoint(String name, String url, String model, int maxInFlight) {
        return new ModelEndpoint(
                name,
                URI.create(url),
                model,
                Credentials.NONE,
                CallTimeouts.DEFAULTS,
                ModelParameters.DEFAULTS,
                maxInFlight);
    }
}
