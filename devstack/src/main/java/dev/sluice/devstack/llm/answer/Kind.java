package dev.sluice.devstack.llm.answer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a passage can be, and the words by which schemas ask for it, the most telling kinds first. */
enum Kind {
    EMAIL("email", "mail"),
    URL("url", "uri", "link", "website"),
    PHONE("phone", "telephone", "mobile", "fax"),
    CURRENCY("currency"),
    DATE("date", "deadline", "day"),
    IDENTIFIER("id", "identifier", "number", "no", "code", "reference", "ref", "sku", "iban"),
    AMOUNT("amount", "price", "total", "subtotal", "cost", "fee", "payment", "salary", "tax", "sum", "money"),
    ORGANIZATION(
            "organization",
            "organisation",
            "company",
            "vendor",
            "supplier",
            "merchant",
            "employer",
            "manufacturer",
            "publisher",
            "party"),
    PLACE("place", "city", "country", "location", "venue", "jurisdiction"),
    PERSON(
            "person",
            "people",
            "author",
            "sender",
            "recipient",
            "customer",
            "contact",
            "signatory",
            "reviewer",
            "employee",
            "buyer",
            "seller",
            "manager"),
    TOPIC("topic", "keyword", "tag", "theme"),
    NUMBER;

    private static final Map<Kind, Set<String>> STEMS = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : values()) {
            STEMS.put(kind, Words.stems(kind.words));
        }
    }

    private final String words;

    Kind(String... words) {
        this.words = String.join(" ", words);
    }

    /** The words that say which kind it is and nothing more. */
    Set<String> stems() {
        return STEMS.getOrDefault(this, Set.of());
    }

    /** The kind that a field's name, split into stems, asks for. */
    static Optional<Kind> namedBy(Set<String> nameStems) {
        for (Kind kind : values()) {
            for (String stem : kind.stems()) {
                if (nameStems.contains(stem)) {
                    return Optional.of(kind);
                }
            }
        }
        return Optional.empty();
    }
}
