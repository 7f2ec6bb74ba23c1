package dev.sluice.profile;

/**
 * The profiles that are in use now. Whoever works on a document asks once and keeps the answer until that work is done, so
 * that an edit of the folder does not change it half-way. Thread-safe.
 */
public final class LiveProfiles {
    private volatile Profiles current;

    /** Begins with profiles that stay until a {@link ProfileWatch} replaces them. */
    public LiveProfiles(Profiles profiles) {
        this.current = profiles;
    }

    /** The profiles to use for work that begins now. */
    public Profiles current() {
        return current;
    }

    void replace(Profiles profiles) {
        current = profiles;
    }
}
