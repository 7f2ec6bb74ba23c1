package dev.sluice.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
    private static final Logger OWN = LoggerFactory.getLogger("dev.sluice.Example");
    private static final Logger LIBRARY = LoggerFactory.getLogger("org.example.Library");

    private static final Logger PARSER = LoggerFactory.getLogger("org.apache.pdfbox.Example");

    @TempDir
    private Path folder;

    @AfterEach
    void closeTheFile() {
        Logging.off();
    }

    @Test
    void refusesAFormatThatItDoesNotKnow() {
        assertThatThrownBy(() -> logged(Map.of("log.format", "xml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("log.format");
    }

    @Test
    void writesNothingWhenItIsOff() throws IOException {
        Path file = folder.resolve("log");
        Logging.toFile(Map.of(), file);
        Logging.off();
        OWN.error("unheard");

        assertThat(file).isEmptyFile();
    }

    @Test
    void namesTheDocumentThatALineIsAbout() throws IOException {
        assertThat(logged(Map.of()))
                .matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  Example \\[mails/1\\.eml\\] working on it\\n"
                        + "\\S+ WARN  Library careful\\njava\\.lang\\.IllegalStateException: broken\\n.*");
    }

    @Test
    void writesOneJsonObjectALine() throws IOException {
        String[] lines = logged(Map.of("log.format", "json")).split("\n", -1);

        JsonNode first = new JsonMapper().readTree(lines[0]);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly("time", "level", "logger", "thread", "message", "document");
        assertThat(first.path("level").asText()).isEqualTo("INFO");
        assertThat(first.path("message").asText()).isEqualTo("working on it");
        assertThat(first.path("document").asText()).isEqualTo("mails/1.eml");
        JsonNode second = new JsonMapper().readTree(lines[1]);
        assertThat(second.path("logger").asText()).isEqualTo("org.example.Library");
        assertThat(second.path("error").asText()).contains("IllegalStateException: broken", "LoggingTest");
        assertThat(second.has("document")).isFalse();
        assertThat(lines).hasSize(3);
    }

    @Test
    void setsTheLevelOfItsOwnMessages() throws IOException {
        assertThat(logged(Map.of("log.level", "error"))).isEmpty();
        assertThat(logged(Map.of("log.level", "debug"))).contains("in detail").doesNotContain("of no interest");
    }

    @Test
    void leavesTheParsersComplaintsOut() throws IOException {
        assertThat(logged(Map.of("log.level", "debug"))).doesNotContain("damaged");
    }

    private String logged(Map<String, String> values) throws IOException {
        Path file = Files.createTempFile(folder, "log", "");
        Logging.toFile(values, file);
        OWN.debug("in detail");
        try (MDC.MDCCloseable ignored = MDC.putCloseable("document", "mails/1.eml")) {
            OWN.info("working on it");
        }
        PARSER.error("damaged");
        LIBRARY.info("of no interest");
        LIBRARY.warn("careful", new IllegalStateException("broken"));
        Logging.off();
        return Files.readString(file);
    }
}
