package dev.sluice.processor.extract;

import dev.sluice.processor.extract.Mention.Role;
import dev.sluice.processor.text.Stemmer;
import dev.sluice.processor.text.WordList;
import dev.sluice.schemas.avro.EntityType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the person, organization or place that a field asks for by its name: customer_name, vendor, city. */
final class NamedFields {
    private static final Set<String> WRITERS =
            WordList.of("customer client sender author reviewer writer applicant user signatory");
    /** These may be an organization, too, if a label names one. */
    private static final Set<String> SENDERS = Set.of("author", "sender");

    private static final Set<String> PEOPLE = WordList.of(
            "person people persons contact employee patient guest student recipient attendees participants",
            "names signatories authors");
    private static final Set<String> EITHER =
            WordList.of("party parties buyer seller tenant landlord lessor lessee purchaser");
    private static final Set<String> ORGANIZATIONS = WordList.of(
            "company companies vendor supplier organization organisation organizations employer manufacturer",
            "brand merchant shop publisher provider firm agency institution issuer");
    private static final Set<String> PLACES =
            WordList.of("city country place location places locations countries cities");
    private static final Set<String> TOPICS = WordList.of("topic topics keywords tags themes subjects");

    private final Facts facts;

    NamedFields(Facts facts) {
        this.facts = facts;
    }

    /** The best name; none if the field asks for none. */
    Optional<Finding> read(FieldSpec field) {
        Set<EntityType> types = types(field.words());
        if (types.isEmpty()) {
            return Optional.empty();
        }
        List<Finding> candidates =
                mentions(types).stream().map(mention -> Finding.of(mention, 1)).toList();
        boolean asksForWriter =
                field.words().has(WRITERS) || field.words().specific().isEmpty();
        return asksForWriter
                ? new Candidates(field, facts).labelled(candidates).or(this::writer)
                : new Candidates(field, facts).best(candidates).or(() -> Candidates.only(candidates, 0.82));
    }

    /** All names that a list may ask for, each once. */
    List<Finding> readAll(FieldSpec field) {
        if (field.words().has(TOPICS)) {
            return facts.topics().stream().map(topic -> Finding.of(topic, 1)).toList();
        }
        boolean asksForParties = field.words().has(EITHER);
        List<Mention> named = mentions(types(field.words())).stream()
                .filter(mention -> !asksForParties || !isSignature(mention))
                .toList();
        List<Finding> all = new ArrayList<>();
        for (Mention mention : EntityList.facts(named)) {
            all.add(Finding.of(mention, 1));
        }
        return List.copyOf(all);
    }

    /** Who signs for a party is not one: Signed: Petra Lindqvist, for Lumenhof GmbH. */
    private boolean isSignature(Mention mention) {
        return facts.labels().all().stream()
                .filter(label -> mention.start() >= label.start() && mention.end() <= label.end())
                .anyMatch(label -> Stemmer.fold(label.name()).startsWith("sign"));
    }

    /** Who signed or sent the document: two places that agree are surer than one. */
    private Optional<Finding> writer() {
        List<Mention> writers = facts.mentions(EntityType.PERSON).stream()
                .filter(mention -> mention.role() == Role.AUTHOR)
                .toList();
        Optional<Mention> best = writers.stream()
                .max(Comparator.comparingDouble(Mention::confidence)
                        .thenComparing(Comparator.comparingInt(Mention::start).reversed()));
        return best.map(writer -> {
            boolean isRivalled = writers.stream().anyMatch(other -> !sharesWord(other.value(), writer.value()));
            return Finding.of(writer, isRivalled ? Finding.DOUBTFUL : 1);
        });
    }

    private static boolean sharesWord(String one, String other) {
        FieldWords words = FieldWords.of(other);
        return FieldWords.of(one).specific().stream().anyMatch(words.specific()::contains);
    }

    private List<Mention> mentions(Set<EntityType> types) {
        return facts.mentions().stream()
                .filter(mention -> types.contains(mention.type()))
                .toList();
    }

    private static Set<EntityType> types(FieldWords words) {
        Set<EntityType> types = EnumSet.noneOf(EntityType.class);
        boolean isPlainName = words.specific().isEmpty() && words.generic().equals(List.of("name"));
        if (isPlainName || words.has(WRITERS) || words.has(PEOPLE) || words.has(EITHER)) {
            types.add(EntityType.PERSON);
        }
        if (words.has(ORGANIZATIONS) || words.has(EITHER) || words.has(SENDERS)) {
            types.add(EntityType.ORGANIZATION);
        }
        if (words.has(PLACES)) {
            types.add(EntityType.PLACE);
        }
        return types;
    }
}
