package dev.sluice.profile;

/**
 * How short documents get all results in one answer.
 *
 * @param engine the model that is asked, by its name in the configuration
 * @param tokensBelow documents with fewer tokens are short
 * @param attempts the answers it may give until one will do, 1 to 10; then the stages go on one by one
 */
public record CombinedSettings(String engine, int tokensBelow, int attempts) {
    /** What a profile gets that asks for it and says nothing more. */
    public static final CombinedSettings STANDARD = new CombinedSettings("model", 1_500, 2);

    public CombinedSettings {
        if (attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException("attempts is " + attempts + "; it must be 1 to 10");
        }
    }
}
