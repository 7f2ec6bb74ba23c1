package dev.sluice.processor.llm;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A model that can be called: where, as whom and within which limits.
 *
 * @param name the engine's name, by which profiles call it: lower case letters, digits and dashes
 * @param baseUrl the address up to and with {@code /v1}
 * @param model as the server knows it
 * @param maxInFlight the most calls under way at once from this process, 1 to 10,000
 */
public record ModelEndpoint(
        String name,
        URI baseUrl,
        String model,
        Credentials credentials,
        CallTimeouts timeouts,
        ModelParameters parameters,
        int maxInFlight) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public ModelEndpoint {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "model name '" + name + "' is not made of lower case letters, digits and single dashes");
        }
        String scheme = baseUrl.getScheme();
        if (baseUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("base URL of engine " + name
                    + " is not an http or https address with a host, such as https://api.openai.com/v1");
        }
        if (baseUrl.getUserInfo() != null || baseUrl.getQuery() != null || baseUrl.getFragment() != null) {
            // Not quoted: what stands there may be a secret.
            throw new IllegalArgumentException("base URL of engine " + name
                    + " has a user, a query or a fragment in it; give the key as API key and leave them out");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("engine " + name + " does not say which model to ask its server for");
        }
        if (maxInFlight < 1 || maxInFlight > 10_000) {
            throw new IllegalArgumentException(
                    "maxInFlight of model " + name + " is " + maxInFlight + "; it must be 1 to 10,000");
        }
    }
}
