package dev.sluice.profile;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The profiles that are in use now. Whoever works on a document asks once and keeps the answer until that work is done, so
 * that an edit of the folder does not change it half-way. Thread-safe.
 */
public final class LiveProfiles {
    private volatile Supplier<Profiles> current;

    /** Begins with profiles that stay until a {@link ProfileWatch} replaces them. */
    public LiveProfiles(Profiles profiles) {
        this(() -> profiles);
    }

    private LiveProfiles(Supplier<Profiles> current) {
        this.current = current;
    }

    /** The same profiles, adjusted each time that they are asked for. */
    public LiveProfiles adjusted(UnaryOperator<Profiles> adjustment) {
        return new LiveProfiles(() -> adjustment.apply(current()));
    }

    /** The profiles to use for work that begins now. */
    public Profiles current() {
        return current.get();
    }

    void replace(Profiles profiles) {
        current = () -> profiles;
    }
}
