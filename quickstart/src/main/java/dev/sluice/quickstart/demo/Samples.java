package dev.sluice.quickstart.demo;

import java.util.List;

/** The sample documents. */
final class Samples {
    private Samples() {}

    static List<Sample> load() {
        return List.of();
    }
}
