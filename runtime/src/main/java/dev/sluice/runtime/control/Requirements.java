package dev.sluice.runtime.control;

/** What settings refuse to be made of. */
final class Requirements {

    private Requirements() {}

    static void named(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is empty; it must be named");
        }
    }
}
