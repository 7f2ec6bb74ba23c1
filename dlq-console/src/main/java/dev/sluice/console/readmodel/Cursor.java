package dev.sluice.console.readmodel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a list, behind an item. It holds on every replica and over a rebuild.
 *
 * @param key the item's value of the column that is sorted by
 */
public record Cursor(double key, String documentId) {

    /** As part of a URL. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((key + "\n" + documentId).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads {@link #text()}; empty if it is none, as a URL can hold anything. */
    public static Optional<Cursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", 2);
            return parts.length == 2
                    ? Optional.of(new Cursor(Double.parseDouble(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
