package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.text.CatchAll;
import dev.sluice.processor.text.KeywordEvidence;
import dev.sluice.processor.text.KeywordIndex;
import dev.sluice.processor.text.Stemmer;
import dev.sluice.processor.text.StopWords;
import dev.sluice.processor.text.WordList;
import dev.sluice.processor.text.Words;
import dev.sluice.profile.Category;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among a field's values: the one behind its label, else the one that the document's words speak for. Where a value
 * is the label of a category, the category's keywords count, else the words of the value itself.
 */
final class EnumReader {
    /** Words in values that documents do not say when they mean the value. */
    private static final Set<String> EMPTY_WORDS = WordList.of(
            "request issue general other type inquiry enquiry misc unknown none problem kind sonstige autre");

    /** What a value for everything else is worth when nothing speaks for another. */
    private static final double GUESS = 0.3;

    private final Facts facts;

    EnumReader(Facts facts) {
        this.facts = facts;
    }

    Optional<Finding> read(FieldSpec field) {
        return labelled(field).or(() -> byKeywords(field)).or(() -> catchAll(field));
    }

    private Optional<Finding> labelled(FieldSpec field) {
        for (Labels.Label label : facts.labels().all()) {
            if (field.words().matchesLabel(label.name())) {
                String said = plain(facts.text().substring(label.start(), label.end()));
                for (JsonNode option : field.options()) {
                    if (said.equals(plain(option.asText()))) {
                        return Optional.of(new Finding(option, label.start(), label.end(), Finding.LABELLED));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> byKeywords(FieldSpec field) {
        Map<String, JsonNode> options = new LinkedHashMap<>();
        Map<String, Map<String, Double>> keywords = new LinkedHashMap<>();
        for (JsonNode option : field.options()) {
            options.put(option.asText(), option);
            keywords.put(option.asText(), keywords(option.asText()));
        }
        List<KeywordEvidence> evidence = new KeywordIndex(keywords, facts.language()).search(facts.text());
        KeywordEvidence best = evidence.getFirst();
        JsonNode value = options.get(best.option());
        if (best.hits().isEmpty() || value == null) {
            return Optional.empty();
        }
        KeywordEvidence.Hit decisive = best.hits().getFirst();
        return Optional.of(new Finding(value, decisive.start(), decisive.end(), best.confidence()));
    }

    private Map<String, Double> keywords(String option) {
        Optional<Category> category = facts.categories().stream()
                .filter(each -> each.label().equals(option))
                .findFirst();
        if (category.isPresent()) {
            return category.get().keywords();
        }
        Words words = Words.of(plain(option));
        Map<String, Double> keywords = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.word(i);
            if (!EMPTY_WORDS.contains(word) && !StopWords.contains(facts.language(), word)) {
                keywords.put(word, 1.0);
            }
        }
        return keywords;
    }

    private static Optional<Finding> catchAll(FieldSpec field) {
        if (field.isNullable()) {
            return Optional.empty();
        }
        return field.options().stream()
                .filter(option -> CatchAll.is(option.asText()))
                .findFirst()
                .map(option -> new Finding(option, 0, 0, GUESS));
    }

    private static String plain(String value) {
        return Stemmer.fold(value).replace('_', ' ').replace('-', ' ').strip();
    }
}
