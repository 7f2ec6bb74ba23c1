package dev.sluice.processor.llm;

/**
 * A provider's secret. It never shows: not when printed, and {@link #redact} takes it out of texts that a server wrote.
 *
 * @param value printable ASCII without spaces, as an HTTP header can carry it
 */
public record ApiKey(String value) {

    public ApiKey {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the API key is empty or has a space, a line break or a character outside"
                            + " ASCII in it; copy it again from the provider's page");
        }
    }

    /** The text with every occurrence of the key masked. Servers repeat keys in their error messages. */
    public String redact(String text) {
        return text.replace(value, "***");
    }

    @Override
    public String toString() {
        return "***";
    }
}
