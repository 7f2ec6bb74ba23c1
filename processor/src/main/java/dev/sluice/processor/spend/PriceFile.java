package dev.sluice.processor.spend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/** Reads prices from a YAML file: for each model a list of prices in US dollars for a million tokens. */
public final class PriceFile {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            // Money is not what a binary fraction comes near to.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String FROM = "from";
    private static final String INPUT = "input";
    private static final String CACHED_INPUT = "cached-input";
    private static final String OUTPUT = "output";
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(FROM, INPUT, CACHED_INPUT, OUTPUT));
    private static final int MICROS = 6;

    private final Path file;

    private PriceFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException naming the file, the model and what is wrong
     */
    public static PriceTable read(Path file) {
        return new PriceFile(file).read();
    }

    private PriceTable read() {
        JsonNode root = parse();
        Map<String, Map<LocalDate, Price>> byModel = new HashMap<>();
        root.properties().forEach(model -> byModel.put(model.getKey(), prices(model.getKey(), model.getValue())));
        return new PriceTable(byModel);
    }

    private JsonNode parse() {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (!root.isObject()) {
                throw fault("it has no models. Begin a line with a model's name and a colon");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw fault("line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw fault("it cannot be read: " + e);
        }
    }

    private Map<LocalDate, Price> prices(String model, JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw fault("model " + model + " has no list of prices. Begin each with a dash");
        }
        Map<LocalDate, Price> prices = new HashMap<>();
        for (JsonNode entry : list) {
            Set<String> unknown = new TreeSet<>();
            entry.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(FIELDS);
            if (!unknown.isEmpty()) {
                throw fault("model " + model + " has an unknown " + unknown + ". Known are " + FIELDS);
            }
            long input = micros(model, INPUT, entry.path(INPUT));
            long cached = entry.has(CACHED_INPUT) ? micros(model, CACHED_INPUT, entry.path(CACHED_INPUT)) : input;
            Price price = new Price(input, cached, micros(model, OUTPUT, entry.path(OUTPUT)));
            if (prices.put(from(model, entry), price) != null) {
                throw fault("model " + model + " has two prices from the same day. Take one out, or give it a '" + FROM
                        + "'");
            }
        }
        return prices;
    }

    private LocalDate from(String model, JsonNode entry) {
        if (!entry.has(FROM)) {
            return LocalDate.MIN;
        }
        try {
            return LocalDate.parse(entry.path(FROM).asText());
        } catch (DateTimeException e) {
            throw fault(
                    "model " + model + ": from is '" + entry.path(FROM).asText() + "'. Write a day such as 2026-11-20");
        }
    }

    private long micros(String model, String name, JsonNode dollars) {
        if (!dollars.isNumber()) {
            throw fault("model " + model + ": " + name
                    + " is missing or no number. Write US dollars for a million tokens, such as 0.25");
        }
        try {
            long micros = dollars.decimalValue().movePointRight(MICROS).longValueExact();
            if (micros >= 0) {
                return micros;
            }
        } catch (ArithmeticException e) {
            throw fault("model " + model + ": " + name + " is " + dollars
                    + ", which cannot be counted in millionths of a dollar. Give at most six decimals");
        }
        throw fault("model " + model + ": " + name + " is negative");
    }

    private ConfigException fault(String what) {
        return new ConfigException(
                "The file of prices " + file + " (the key prices.file) is not usable: " + what + ".");
    }
}
