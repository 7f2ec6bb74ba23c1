package dev.sluice.profile;

import java.util.Map;

/**
 * The instructions of one stage: a Mustache template with its version. The document itself is never part of it: it is
 * sent as a message of its own, so that untrusted text stays out of the system message and the common prefix of all
 * requests can be cached by the provider.
 *
 * @param version as in the front matter; results carry it
 * @param template the Mustache text of the system message
 */
public record PromptTemplate(String version, String template) {

    /**
     * Fills the template in.
     *
     * @throws com.samskivert.mustache.MustacheException if it does not compile or names a variable that does not exist;
     *     never for one that the loader let pass
     */
    String render(Map<String, Object> variables) {
        return MustacheEngine.render(template, variables).strip();
    }
}
