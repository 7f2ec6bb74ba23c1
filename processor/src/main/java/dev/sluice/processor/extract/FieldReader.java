package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.sluice.processor.text.Stemmer;
import dev.sluice.schemas.avro.EntityType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the value of a field by what its schema says: its values to choose from, its format, its pattern, its type, its name. */
final class FieldReader {
    private static final int MOST_TEXT = 200;
    private static final Set<String> YES = Set.of("yes", "true", "ja", "oui", "y", "x");
    private static final Set<String> NO = Set.of("no", "false", "nein", "non", "n");
    private static final Set<String> CURRENCY = Set.of("currency", "wahrung", "devise");

    private final Facts facts;

    FieldReader(Facts facts) {
        this.facts = facts;
    }

    /** The best value; none if nothing in the document points to one. */
    Optional<Finding> read(FieldSpec field) {
        if (field.constant().isPresent()) {
            return field.constant().map(value -> new Finding(value, 0, 0, 1));
        }
        if (field.words().has(CURRENCY)) {
            return currency(field);
        }
        if (!field.options().isEmpty()) {
            return new EnumReader(facts).read(field);
        }
        if (field.isA("number") || field.isA("integer")) {
            return new Candidates(field, facts).best(NumberFinder.find(field, facts));
        }
        if (field.isA("boolean")) {
            return yesOrNo(field);
        }
        return field.isA("string") ? readText(field) : Optional.empty();
    }

    /** All values, for a list. */
    List<Finding> readAll(FieldSpec field, FieldSpec items) {
        if (!items.isA("string") || !items.options().isEmpty()) {
            return List.of();
        }
        if (items.format().isPresent() || items.pattern().isPresent()) {
            return candidates(items).stream()
                    .map(candidate -> candidate.atMost(0.9))
                    .toList();
        }
        return new NamedFields(facts).readAll(field);
    }

    private Optional<Finding> readText(FieldSpec field) {
        if (field.format().isEmpty() && field.pattern().isEmpty()) {
            return new NamedFields(facts).read(field).or(() -> labelled(field));
        }
        Candidates choice = new Candidates(field, facts);
        List<Finding> candidates = candidates(field);
        return switch (field.format().orElse("")) {
            case "email", "idn-email" ->
                EmailFinder.sender(field, facts)
                        .or(() -> choice.best(candidates))
                        .or(() -> Candidates.only(candidates, 0.9))
                        .or(() -> candidates.stream().findFirst().map(first -> first.atMost(Finding.DOUBTFUL)));
            case "date" ->
                field.words().specific().isEmpty()
                        ? choice.labelled(candidates).or(() -> DocumentDate.of(facts))
                        : choice.best(candidates);
            case "uri", "iri", "uri-reference" -> choice.best(candidates).or(() -> Candidates.only(candidates, 0.9));
            default ->
                choice.best(candidates)
                        .or(() -> field.pattern()
                                .filter(TokenFinder::isTelling)
                                .flatMap(pattern -> Candidates.only(candidates, Finding.DOUBTFUL)));
        };
    }

    private List<Finding> candidates(FieldSpec field) {
        return switch (field.format().orElse("")) {
            case "email", "idn-email" -> EmailFinder.find(facts.text());
            case "uri", "iri", "uri-reference" -> LinkFinder.find(facts.text());
            case "date" ->
                facts.mentions(EntityType.DATE).stream()
                        .map(date -> Finding.of(date, 1))
                        .toList();
            default ->
                field.pattern().map(pattern -> TokenFinder.find(pattern, facts)).orElse(List.of());
        };
    }

    /** The currency of the amounts, if all are in one. */
    private Optional<Finding> currency(FieldSpec field) {
        List<Finding> units = facts.mentions(EntityType.AMOUNT).stream()
                .flatMap(amount -> amount.unit().stream()
                        .map(unit -> Finding.text(unit, amount.start(), amount.end(), amount.confidence())))
                .filter(unit -> field.options().isEmpty() || field.options().contains(unit.value()))
                .toList();
        return Candidates.only(units, 0.93)
                .or(() -> units.stream().findFirst().map(first -> first.atMost(Finding.DOUBTFUL)));
    }

    private Optional<Finding> yesOrNo(FieldSpec field) {
        for (Labels.Label label : facts.labels().all()) {
            String value = Stemmer.fold(facts.text().substring(label.start(), label.end()));
            if (field.words().matchesLabel(label.name()) && (YES.contains(value) || NO.contains(value))) {
                return Optional.of(new Finding(
                        BooleanNode.valueOf(YES.contains(value)), label.start(), label.end(), Finding.LABELLED));
            }
        }
        return Optional.empty();
    }

    /** What stands behind a label that announces the field. */
    private Optional<Finding> labelled(FieldSpec field) {
        int longest = field.schema().path("maxLength").asInt(MOST_TEXT);
        for (Labels.Label label : facts.labels().all()) {
            boolean fits = label.end() - label.start() <= longest;
            if (fits && field.words().matchesLabel(label.name())) {
                String value =
                        facts.text().substring(label.start(), label.end()).strip();
                return Optional.of(Finding.text(value, label.start(), label.start() + value.length(), 0.9));
            }
        }
        return Optional.empty();
    }
}
