package dev.sluice.schemas.registry;

/** What the registry is known to hold under a key. */
sealed interface Finding<V> {
    record Found<V>(V value) implements Finding<V> {}

    /** The registry answered that it holds nothing usable; the reason says what it said. */
    record Missing<V>(String reason) implements Finding<V> {}
}
