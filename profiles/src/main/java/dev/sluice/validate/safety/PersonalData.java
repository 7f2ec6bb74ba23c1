package dev.sluice.validate.safety;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of personal data and secrets that are recognised. */
public enum PersonalData {
    /** A payment card's number: of a known issuer, with the right check digit (Luhn). */
    CARD("a payment card number"),
    /** An international bank account number of its country's length, with the right check digits (ISO 7064, mod 97). */
    IBAN("an IBAN"),
    /** A US SSN, British NINO, Spanish DNI or NIE, or German Steuer-ID. */
    NATIONAL_ID("a national identity number"),
    EMAIL("an e-mail address"),
    PHONE("a telephone number"),
    /** A key, token or password-like credential of a known form. */
    SECRET("a key or another secret");

    private final String words;

    PersonalData(String words) {
        this.words = words;
    }

    /** Its name in profiles. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** With an article, for people. */
    public String words() {
        return words;
    }

    /** The kind of a name in profiles. */
    public static Optional<PersonalData> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(PersonalData::id).toList();
    }
}
