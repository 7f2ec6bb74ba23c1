package dev.sluice.profile;

/**
 * The instructions of one stage: a Mustache template with its version. The document itself is never part of it: it is
 * sent as a message of its own, so that untrusted text stays out of the system message and the common prefix of all
 * requests can be cached by the provider.
 *
 * @param version as in the front matter; results carry it
 * @param template the Mustache text of the system message
 */
public record PromptTemplate(String version, String template) {}
