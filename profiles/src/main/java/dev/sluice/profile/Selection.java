package dev.sluice.profile;

import java.util.List;

/** Which profile a document gets. */
public sealed interface Selection {

    /** The profile to use. */
    record Chosen(Profile profile) implements Selection {}

    /** No profile claims it: an engine may choose, or it gets {@value Profiles#GENERAL}. */
    record Unclaimed() implements Selection {}

    /**
     * The record names a profile that does not exist: a fault of the document.
     *
     * @param hint the name it gives
     * @param known the names that exist, sorted
     */
    record Unknown(String hint, List<String> known) implements Selection {
        public Unknown {
            known = List.copyOf(known);
        }

        /** What is wrong and what to do, for people. */
        public String detail() {
            return "the record asks for the profile \"" + hint + "\", which does not exist; set profile to one of "
                    + String.join(", ", known) + ", leave it out to have one chosen, or add a folder of that name";
        }
    }
}
