package dev.sluice.validate.safety;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a profile does with personal data and secrets in what it publishes. Immutable.
 *
 * @param handling of each kind; {@linkplain #STANDARD the standard's} of a kind that is not named
 * @param exempt the kinds that a field may hold whatever the handling, by its pointer into the fields; they count for what
 *     is below it too
 */
public record PersonalDataPolicy(Map<PersonalData, Handling> handling, Map<String, Set<PersonalData>> exempt) {
    /**
     * What nobody should find in an enriched document by accident is held: cards, national identity numbers and secrets.
     * Addresses, telephone numbers and bank accounts are what many documents are about and are let pass.
     */
    public static final PersonalDataPolicy STANDARD = new PersonalDataPolicy(Map.of(), Map.of());

    public PersonalDataPolicy {
        Map<PersonalData, Handling> all = new EnumMap<>(Map.of(
                PersonalData.CARD, Handling.HOLD,
                PersonalData.IBAN, Handling.ALLOW,
                PersonalData.NATIONAL_ID, Handling.HOLD,
                PersonalData.EMAIL, Handling.ALLOW,
                PersonalData.PHONE, Handling.ALLOW,
                PersonalData.SECRET, Handling.HOLD));
        all.putAll(handling);
        handling = Map.copyOf(all);
        exempt = Map.copyOf(exempt);
    }

    /** The kinds that are handled so. */
    public Set<PersonalData> kinds(Handling wanted) {
        EnumSet<PersonalData> kinds = EnumSet.noneOf(PersonalData.class);
        handling.forEach((kind, how) -> {
            if (how == wanted) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    /** The kinds of a handling that a field is not exempt from. */
    public Set<PersonalData> kinds(Handling wanted, String pointer) {
        Set<PersonalData> kinds = kinds(wanted);
        exempt.forEach((field, allowed) -> {
            if (pointer.equals(field) || pointer.startsWith(field + "/")) {
                kinds.removeAll(allowed);
            }
        });
        return kinds;
    }
}
