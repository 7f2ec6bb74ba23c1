package dev.sluice.processor.engine;

import dev.sluice.profile.Profile;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.Enrichment;
import java.util.Optional;
import java.util.TreeSet;

/** The profile that a document is worked on by. */
public sealed interface DocumentProfile {

    /** The document's profile as it is in use, with the prompts that its redrive asked for. */
    record Found(Profile profile) implements DocumentProfile {}

    /**
     * There is none: the document began under a configuration that had it, or its redrive asks for what there is not.
     *
     * @param why with the remedy
     */
    record Missing(String why) implements DocumentProfile {}

    /** Looks the document's profile up. */
    static DocumentProfile of(Enrichment document, Profiles profiles) {
        Optional<Profile> profile = document.getProfile().flatMap(profiles::find);
        if (profile.isEmpty()) {
            return new Missing("The profile " + document.getProfile().orElse("(none)")
                    + " does not exist any more. Add it again and redrive the document.");
        }
        Optional<String> prompts = document.getPromptsOverride();
        if (prompts.isEmpty()) {
            return new Found(profile.get());
        }
        return profile.get()
                .withPrompts(prompts.get())
                .<DocumentProfile>map(Found::new)
                .orElseGet(() -> new Missing("The redrive asks for the prompts " + prompts.get() + ", but the profile "
                        + profile.get().name() + " has "
                        + (profile.get().promptSets().isEmpty()
                                ? "only its standard ones"
                                : new TreeSet<>(profile.get().promptSets().keySet()))
                        + ". Redrive it without them, or add the folder prompts/" + prompts.get() + "."));
    }
}
