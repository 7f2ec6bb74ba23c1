package dev.sluice.profile;

/** What came of an edit in the folder of profiles. */
public sealed interface Reload {

    /** The edited profiles are in use from now on. */
    record Loaded(Profiles profiles) implements Reload {}

    /**
     * The edited folder cannot be used; the profiles before the edit stay in use.
     *
     * @param mistakes with file, line and remedy, for people
     */
    record Refused(String mistakes) implements Reload {}
}
