package dev.sluice.runtime.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Writes an alert as JSON by a Mustache template, whose variables are {@code key}, {@code severity}, {@code title},
 * {@code text}, {@code source}, and {@code over}, which is true when the thing is over. Values are escaped for JSON strings.
 * Thread-safe.
 */
final class AlertText {
    /** What Slack and all that imitates it take. */
    private static final String STANDARD = "slack.json.mustache";

    private final Template template;
    private final String source;

    /**
     * @param file a template of one's own
     * @param source who tells it, such as {@code sluice-console}
     * @throws ConfigException if the file cannot be read, is no template, or does not give JSON
     */
    AlertText(Optional<Path> file, String source) {
        this.source = source;
        this.template = compile(file.map(AlertText::read).orElseGet(AlertText::standard), file);
        check(file);
    }

    /** @param over whether the thing is over */
    String of(Alert alert, boolean over) {
        return template.execute(Map.of(
                "key", alert.key(),
                "severity", alert.severity().name().toLowerCase(Locale.ROOT),
                "title", alert.title(),
                "text", alert.text(),
                "source", source,
                "over", over));
    }

    private void check(Optional<Path> file) {
        Alert example = new Alert("example", Alert.Severity.WARNING, "\"A title\"", "Two\nlines");
        try {
            new JsonMapper().readTree(of(example, false));
            new JsonMapper().readTree(of(example, true));
        } catch (JsonProcessingException e) {
            throw new ConfigException("The alert template " + name(file) + " does not give JSON: "
                    + e.getOriginalMessage() + ". Put quotation marks around values, such as \"{{title}}\".");
        } catch (MustacheException e) {
            throw mistaken(file, e);
        }
    }

    private static Template compile(String text, Optional<Path> file) {
        try {
            return Mustache.compiler()
                    .withEscaper(
                            raw -> new String(JsonStringEncoder.getInstance().quoteAsString(raw)))
                    .compile(text);
        } catch (MustacheException e) {
            throw mistaken(file, e);
        }
    }

    private static ConfigException mistaken(Optional<Path> file, MustacheException e) {
        ConfigException failure =
                new ConfigException("The alert template " + name(file) + " has a mistake: " + e.getMessage());
        failure.initCause(e);
        return failure;
    }

    private static String name(Optional<Path> file) {
        return file.map(Path::toString).orElse(STANDARD);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            ConfigException failure = new ConfigException("The alert template " + file + " cannot be read: " + e);
            failure.initCause(e);
            throw failure;
        }
    }

    private static String standard() {
        try (InputStream text = AlertText.class.getResourceAsStream(STANDARD)) {
            return new String(Objects.requireNonNull(text, STANDARD).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
