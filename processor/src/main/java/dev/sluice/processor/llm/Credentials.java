package dev.sluice.processor.llm;

import java.util.Optional;

/**
 * Who calls a model. All of it can be absent: local servers ask for none.
 *
 * @param organization sent as the {@code OpenAI-Organization} header
 * @param project sent as the {@code OpenAI-Project} header
 */
public record Credentials(Optional<ApiKey> apiKey, Optional<String> organization, Optional<String> project) {

    /** For servers that ask for none. */
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty(), Optional.empty());

    /** A key alone. */
    public static Credentials ofKey(String apiKey) {
        return new Credentials(Optional.of(new ApiKey(apiKey)), Optional.empty(), Optional.empty());
    }
}
