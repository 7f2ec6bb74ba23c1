package dev.sluice.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while profiles are read, so that all of it can be told at once. */
final class Faults {
    private final Set<ProfileFault> found = new LinkedHashSet<>();

    void add(String file, int line, String mistake, String remedy) {
        found.add(new ProfileFault(file, line, mistake, remedy));
    }

    int count() {
        return found.size();
    }

    List<ProfileFault> all() {
        return new ArrayList<>(found);
    }
}
