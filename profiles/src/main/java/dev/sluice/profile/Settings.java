package dev.sluice.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a file while it is read. A value that is not as it must be becomes a fault with its line, and reading goes
 * on with a stand-in, so that every mistake is found in one go. Keys that nobody asked for are faults too: see
 * {@link #refuseOthers()}.
 */
final class Settings {
    private static final int MICROS = 6;
    /** Up to there, a decimal number of six decimals is told exactly by the file's reader. */
    private static final long MOST_MICROS = 100_000_000_000_000L;

    private final DataFile file;
    private final JsonNode node;
    private final JsonPointer at;
    private final Faults faults;
    private final TreeSet<String> asked = new TreeSet<>();

    Settings(DataFile file, Faults faults) {
        this(file, file.root(), JsonPointer.empty(), faults);
    }

    private Settings(DataFile file, JsonNode node, JsonPointer at, Faults faults) {
        this.file = file;
        this.node = node;
        this.at = at;
        this.faults = faults;
        if (!node.isObject()) {
            fault("must be a mapping of keys to values", "Write key: value lines");
        }
    }

    /** Reports a mistake in the value of a key. */
    void fault(String key, String mistake, String remedy) {
        faults.add(
                file.name(), file.line(at.appendProperty(key)), name(at.appendProperty(key)) + " " + mistake, remedy);
    }

    /** Reports a mistake in this mapping as a whole. */
    void fault(String mistake, String remedy) {
        faults.add(file.name(), file.line(at), name(at) + " " + mistake, remedy);
    }

    String text(String key) {
        Optional<String> value = optionalText(key);
        if (value.isEmpty() && get(key) == null) {
            fault(key, "is missing", "Add it: " + key + ": …");
        }
        return value.orElse("");
    }

    Optional<String> optionalText(String key) {
        JsonNode value = get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            fault(key, "must be a text that is not blank, not " + value, "Write it in quotes");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    int integer(String key, int standard, int least, int most) {
        return optionalInteger(key, least, most).orElse(standard);
    }

    OptionalInt optionalInteger(String key, int least, int most) {
        JsonNode value = get(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            fault(key, "is " + value, "Set it to a whole number from " + least + " to " + most);
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.asInt());
    }

    Optional<Boolean> optionalBoolean(String key) {
        JsonNode value = get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            fault(key, "is " + value, "Set it to true or false");
            return Optional.empty();
        }
        return Optional.of(value.asBoolean());
    }

    double number(String key, double standard, double least, double most) {
        JsonNode value = get(key);
        if (value == null) {
            return standard;
        }
        if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
            fault(key, "is " + value, "Set it to a number from " + least + " to " + most);
            return standard;
        }
        return value.asDouble();
    }

    /** An amount of US dollars, in millionths of one. */
    OptionalLong micros(String key) {
        JsonNode value = get(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value.isNumber()) {
            try {
                long micros = value.decimalValue().movePointRight(MICROS).longValueExact();
                if (micros >= 0 && micros <= MOST_MICROS) {
                    return OptionalLong.of(micros);
                }
            } catch (ArithmeticException e) {
                fault(key, "is " + value + ", which is no whole number of millionths", "Give at most six decimals");
                return OptionalLong.empty();
            }
        }
        fault(key, "is " + value, "Set it to US dollars from 0 to 100000000, such as 12.50");
        return OptionalLong.empty();
    }

    /** One of an enum's constants, by its name in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> choices, E standard) {
        Optional<String> value = optionalText(key);
        for (E choice : choices.getEnumConstants()) {
            if (value.filter(choice.name().toLowerCase(Locale.ROOT)::equals).isPresent()) {
                return choice;
            }
        }
        value.ifPresent(wrong -> fault(
                key,
                "is " + wrong,
                "Set it to one of "
                        + Arrays.stream(choices.getEnumConstants())
                                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
        return standard;
    }

    /** Whether a key says true; false if it is absent. */
    boolean flag(String key) {
        JsonNode value = get(key);
        if (value != null && !value.isBoolean()) {
            fault(key, "is " + value, "Set it to true or false");
        }
        return value != null && value.asBoolean();
    }

    List<String> texts(String key, List<String> standard) {
        JsonNode value = get(key);
        if (value == null) {
            return standard;
        }
        if (!value.isArray() || value.isEmpty()) {
            fault(key, "must be a list, not " + value, "Write [one, two]");
            return standard;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual() || element.asText().isBlank()) {
                fault(key, "must hold texts that are not blank, not " + element, "Write it in quotes");
            }
            texts.add(element.asText());
        }
        return texts;
    }

    /** The mapping under a key; an empty one if it is absent, so that its own values are at their standards. */
    Settings section(String key) {
        JsonNode value = get(key);
        return new Settings(
                file, value == null ? JsonNodeFactory.instance.objectNode() : value, at.appendProperty(key), faults);
    }

    /** The list of mappings under a key; empty if it is absent. */
    List<Settings> sections(String key) {
        return sections(key, element -> element);
    }

    /** The same, where an element may also be a text, short for a mapping with that text under {@code mainKey}. */
    List<Settings> sections(String key, String mainKey) {
        return sections(
                key,
                element -> element.isTextual()
                        ? JsonNodeFactory.instance.objectNode().set(mainKey, element)
                        : element);
    }

    private List<Settings> sections(String key, UnaryOperator<JsonNode> mapping) {
        JsonNode value = get(key);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            fault(key, "must be a list, not " + value, "Begin each entry with a dash");
            return List.of();
        }
        List<Settings> sections = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            sections.add(new Settings(
                    file, mapping.apply(value.get(i)), at.appendProperty(key).appendIndex(i), faults));
        }
        return sections;
    }

    Optional<Pattern> pattern(String key) {
        return optionalText(key).flatMap(regex -> {
            try {
                return Optional.of(Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                fault(
                        key,
                        "is no regular expression: " + e.getDescription() + " `" + e.getPattern() + "`",
                        "Use RE2 syntax, which has no look-around and no back-references");
                return Optional.empty();
            }
        });
    }

    /** Reads a mapping whose keys are free: each key is handed over with the mapping to read it from. */
    void each(String key, BiConsumer<Settings, String> reader) {
        Settings section = section(key);
        section.node.fieldNames().forEachRemaining(name -> reader.accept(section, name));
    }

    /** Texts under free keys. */
    Map<String, String> textsByKey(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        each(key, (section, name) -> texts.put(name, section.text(name)));
        return texts;
    }

    /** The value as it is; null if it is absent. */
    @Nullable
    JsonNode get(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    /** The line of a place below a key. */
    int line(String key, String pointer) {
        return file.line(at.appendProperty(key).append(JsonPointer.compile(pointer)));
    }

    /** Refuses every key that was not asked for: call it when all were. */
    void refuseOthers() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                fault(key, "is not a key here", "Correct or remove it; there are " + String.join(", ", asked));
            }
        });
    }

    private static String name(JsonPointer pointer) {
        return pointer.matches()
                ? "the file"
                : pointer.toString()
                        .substring(1)
                        .replace('/', '.')
                        .replace("~1", "/")
                        .replace("~0", "~");
    }
}
