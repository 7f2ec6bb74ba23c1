package dev.sluice.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are in files. */
final class FileReferencesTest {
    private static final String SECRET = "s3cret=with:signs";
    private static final ConfigDef TABLE = new ConfigDef()
            .define("api.key", ConfigDef.Type.PASSWORD, null, Importance.HIGH, "")
            .define("port", ConfigDef.Type.INT, 1, Importance.HIGH, "");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("key"), SECRET);
        Files.writeString(folder.resolve("secrets.properties"), "password=" + SECRET + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${directory:DIR:missing}", "${file:DIR/missing:password}", "${directory:DIR/missing:key}"})
    void namesKeyFileAndRemedyWhenTheFileIsMissing(String reference) {
        assertThatThrownBy(() -> read("api.key", reference))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("api.key")
                .hasMessageContaining(folder + "/missing")
                .hasMessageContaining("Create or mount it");
    }

    @Test
    void namesKeyFileAndRemedyWhenTheFileHasNoSuchKey() {
        assertThatThrownBy(() -> read("kafka.sasl.jaas.config", "a ${file:DIR/secrets.properties:pasword} b"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.sasl.jaas.config")
                .hasMessageContaining("secrets.properties has no pasword")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void saysHowToNameAFileWhenNoneIsNamed() {
        assertThatThrownBy(() -> read("api.key", "${file:password}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("api.key")
                .hasMessageContaining("${file:PATH:KEY}");
    }

    @Test
    void readsNoFileOutsideOfTheFolder() throws IOException {
        Files.createDirectory(folder.resolve("inner"));
        assertThatThrownBy(() -> read("api.key", "${directory:DIR/inner:../key}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("inner has no ../key");
    }

    @Test
    void readsNoFileThatIsNotText() throws IOException {
        Files.write(folder.resolve("key"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> read("api.key", "${directory:DIR:key}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("api.key")
                .hasMessageContaining(folder + "/key");
    }

    @Test
    void showsNoContentOfAFileInAnError() {
        Throwable failure = catchThrowable(() -> read("port", "${directory:DIR:key}"));
        assertThat(failure).isInstanceOf(ConfigException.class).hasMessageContaining("port");
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain(SECRET).contains("${directory:");
        }
    }

    @Test
    void leavesTheKeysOfAnotherProgramAlone() {
        assertThat(ConfigValues.of(TABLE, Map.of("console.session.key", "${directory:/nowhere:key}"))
                        .kafka())
                .isEmpty();
    }

    @Test
    void leavesOtherProvidersToKafkasClients() {
        assertThat(read("kafka.ssl.key.password", "${vault:secret/kafka:key}").kafka())
                .containsEntry("ssl.key.password", "${vault:secret/kafka:key}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void takesAWholeFileWithoutTheLineBreakAtItsEnd(String end) throws IOException {
        Files.writeString(folder.resolve("key"), SECRET + end);
        assertThat(read("api.key", "${directory:DIR:key}").secret("api.key")).contains(SECRET);
    }

    @Test
    void keepsFurtherLineBreaksOfAFile() throws IOException {
        Files.writeString(folder.resolve("key"), "-----BEGIN\nend-----\n\n");
        assertThat(read("kafka.ssl.truststore.certificates", "${directory:DIR:key}")
                        .kafka())
                .containsEntry("ssl.truststore.certificates", "-----BEGIN\nend-----\n");
    }

    @Test
    void putsValuesIntoAnOtherwisePlainText() {
        assertThat(read("kafka.sasl.jaas.config", "password=\"${file:DIR/secrets.properties:password}\";")
                        .kafka())
                .containsEntry("sasl.jaas.config", "password=\"" + SECRET + "\";");
        assertThat(read("basic.auth.user.info", "sluice:${directory:DIR:key}").registry())
                .containsEntry("basic.auth.user.info", "sluice:" + SECRET);
    }

    private ConfigValues read(String key, String value) {
        return ConfigValues.of(TABLE, Map.of(key, value.replace("DIR", folder.toString())));
    }
}
