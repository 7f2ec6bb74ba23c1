package dev.sluice.devstack.llm.answer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One value that a schema asks for, and what its name and description say about it.
 *
 * @param nameStems the stems of its name
 * @param kind what it is, by its format or its name
 * @param isWriter whether it is about the one who wrote the document
 * @param qualifiers the words that tell it from others of its kind: of {@code order_date}, "order"
 * @param descriptionStems the stems of its description
 * @param pattern the form its value must have: the schema's pattern, else what the description says in words, for strict
 *     response formats drop patterns
 */
record Field(
        String name,
        Schema schema,
        Set<String> nameStems,
        Optional<Kind> kind,
        boolean isWriter,
        Set<String> qualifiers,
        Set<String> descriptionStems,
        Optional<Pattern> pattern) {
    private static final Set<String> WRITERS =
            Words.stems("customer sender author reviewer contact buyer employee applicant signatory");
    /** Words in names that distinguish nothing: the document's date is just its date. */
    private static final Set<String> GENERIC =
            Words.stems("document main primary full name value text original amount price");

    private static final Pattern DIGITS =
            Pattern.compile("\\b(\\d{1,2}|three|four|five|six|seven|eight|nine|ten)[ -]digits?\\b");
    private static final List<String> NUMERALS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    static Field of(String name, Schema schema) {
        Set<String> stems = Words.stems(name);
        Optional<Kind> kind = kindOf(stems, schema);
        Set<String> description = Words.stems(schema.text("description").orElse(""));
        boolean isWriter = stems.stream().anyMatch(WRITERS::contains);
        return new Field(name, schema, stems, kind, isWriter, qualifiers(stems, kind), description, patternOf(schema));
    }

    private static Optional<Kind> kindOf(Set<String> stems, Schema schema) {
        Optional<Kind> byFormat = schema.text("format")
                .map(format -> Map.of("email", Kind.EMAIL, "date", Kind.DATE, "uri", Kind.URL, "url", Kind.URL)
                        .get(format));
        return byFormat.or(() -> Kind.namedBy(stems))
                .or(() -> stems.equals(Set.of("nam")) ? Optional.of(Kind.PERSON) : Optional.empty());
    }

    boolean isNamed(String... words) {
        for (String word : words) {
            if (nameStems.contains(Words.stem(word))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> qualifiers(Set<String> nameStems, Optional<Kind> kind) {
        Set<String> qualifiers = new HashSet<>(nameStems);
        qualifiers.removeAll(GENERIC);
        kind.filter(known -> known != Kind.AMOUNT).ifPresent(known -> qualifiers.removeAll(known.stems()));
        return qualifiers;
    }

    /** A pattern that only ECMAScript understands counts as none. */
    private static Optional<Pattern> patternOf(Schema schema) {
        Optional<String> stated = schema.text("pattern");
        if (stated.isPresent()) {
            try {
                return stated.map(Pattern::compile);
            } catch (PatternSyntaxException e) {
                return Optional.empty();
            }
        }
        Matcher digits = DIGITS.matcher(schema.text("description").orElse(""));
        if (!digits.find() || !schema.type().equals("string")) {
            return Optional.empty();
        }
        String count = digits.group(1);
        int number = NUMERALS.contains(count) ? NUMERALS.indexOf(count) : Integer.parseInt(count);
        return Optional.of(Pattern.compile("^\\d{" + number + "}$"));
    }
}
