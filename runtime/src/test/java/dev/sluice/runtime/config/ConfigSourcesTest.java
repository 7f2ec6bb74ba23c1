package dev.sluice.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void namesTheFileThatCannotBeRead() {
        Path missing = folder.resolve("missing.properties");
        assertThatThrownBy(() -> ConfigSources.merge(Map.of(), Optional.of(missing), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void namesTheArgumentThatIsNoFlag() {
        assertThatThrownBy(() -> ConfigSources.flags(new String[] {"http.port=0", "--verbose"}))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--verbose")
                .hasMessageContaining("key=value");
    }

    @Test
    void readsFlagsWhoseValuesHaveAnEqualsSign() {
        assertThat(ConfigSources.flags(new String[] {"kafka.sasl.jaas.config=a=b"}))
                .containsExactly(Map.entry("kafka.sasl.jaas.config", "a=b"));
    }

    @Test
    void takesAFlagBeforeTheEnvironmentBeforeTheFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("sluice.properties"), "llm.model=of-file\nstate.dir=of-file\nhttp.host=of-file\n");

        Map<String, String> merged = ConfigSources.merge(
                Map.of("llm.model", "of-flag"),
                Optional.of(file),
                Map.of("SLUICE_LLM_MODEL", "of-environment", "SLUICE_STATE_DIR", "of-environment", "HOME", "/root"));

        assertThat(merged)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("llm.model", "of-flag", "state.dir", "of-environment", "http.host", "of-file"));
    }

    @Test
    void takesTheFileThatTheEnvironmentNames() throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.properties"), "llm.model=of-file\n");
        assertThat(ConfigSources.merge(Map.of(), Optional.empty(), Map.of("SLUICE_CONFIG", file.toString())))
                .isEqualTo(Map.of("llm.model", "of-file"));
    }

    @Test
    void takesOpenAisOwnVariablesUnlessOursSayOtherwise() {
        assertThat(ConfigSources.merge(
                        Map.of(),
                        Optional.empty(),
                        Map.of("OPENAI_API_KEY", "key", "OPENAI_MODEL", "theirs", "SLUICE_LLM_MODEL", "ours")))
                .isEqualTo(Map.of("llm.api.key", "key", "llm.model", "ours"));
    }
}
