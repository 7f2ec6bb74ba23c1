package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A document's text and what there is in it; each kind is looked for when first asked for. For one thread. */
final class Document {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d.,-])\\d+(?:[.,]\\d+)*(?![\\p{L}\\d])");
    private static final int LONGEST_QUOTE = 200;

    private final String text;
    private final Map<Kind, List<Hit>> hits = new EnumMap<>(Kind.class);
    private @Nullable List<Span> sentences;
    private @Nullable List<LabelledLines.Line> labelledLines;
    private @Nullable Map<String, List<Integer>> positions;

    Document(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    String passage(Hit hit) {
        return text.substring(hit.start(), hit.end());
    }

    /** All of one kind, in their order. */
    List<Hit> hits(Kind kind) {
        List<Hit> known = hits.get(kind);
        if (known == null) {
            known = find(kind);
            hits.put(kind, known);
        }
        return known;
    }

    private List<Hit> find(Kind kind) {
        return switch (kind) {
            case EMAIL -> ContactFinder.emails(text);
            case URL -> ContactFinder.urls(text);
            case PHONE -> ContactFinder.phones(text);
            case IDENTIFIER -> ContactFinder.identifiers(text);
            case DATE -> DateFinder.find(text);
            case AMOUNT -> AmountFinder.find(text);
            case CURRENCY ->
                hits(Kind.AMOUNT).stream()
                        .map(hit -> Hit.of(
                                Kind.CURRENCY, String.valueOf(hit.unit()), hit.start(), hit.end(), hit.clarity()))
                        .toList();
            case PERSON, ORGANIZATION, PLACE -> names(kind);
            case TOPIC -> TopicFinder.find(this);
            case NUMBER -> numbers();
        };
    }

    private List<Hit> names(Kind kind) {
        List<Hit> all = NameFinder.find(text);
        for (Kind name : List.of(Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE)) {
            hits.put(name, all.stream().filter(hit -> hit.kind() == name).toList());
        }
        return hits.getOrDefault(kind, List.of());
    }

    private List<Hit> numbers() {
        List<Hit> numbers = new ArrayList<>();
        Digits.in(text, 1, 0, 12).forEach(NUMBER, m -> {
            Hit hit = Hit.of(Kind.NUMBER, AmountFinder.decimal(m.group()).toPlainString(), m.start(), m.end(), 0.93);
            boolean elsewhere = hits(Kind.AMOUNT).stream().anyMatch(hit::overlaps)
                    || hits(Kind.DATE).stream().anyMatch(hit::overlaps);
            if (!elsewhere) {
                numbers.add(hit);
            }
        });
        return numbers;
    }

    List<Span> sentences() {
        if (sentences == null) {
            sentences = Sentences.of(text);
        }
        return sentences;
    }

    /** The lines that name their values. */
    List<LabelledLines.Line> labelledLines() {
        if (labelledLines == null) {
            labelledLines = LabelledLines.in(text);
        }
        return labelledLines;
    }

    /** Where each stem occurs. */
    Map<String, List<Integer>> positions() {
        if (positions == null) {
            Map<String, List<Integer>> found = new HashMap<>();
            Words.forEach(
                    text,
                    (stem, start) -> found.computeIfAbsent(stem, key -> new ArrayList<>(2))
                            .add(start));
            positions = found;
        }
        return positions;
    }

    /** The sentence at a position, cut to the length of a quote, as it stands in the document. */
    String quoteAt(int position) {
        for (Span sentence : sentences()) {
            if (sentence.contains(position)) {
                String line = sentence.in(text);
                int cut = line.length() <= LONGEST_QUOTE ? line.length() : line.lastIndexOf(' ', LONGEST_QUOTE);
                return line.substring(
                        0, cut > 0 && position - sentence.start() < cut ? cut : Math.min(line.length(), 900));
            }
        }
        return text.substring(position, Math.min(text.length(), position + LONGEST_QUOTE));
    }
}
