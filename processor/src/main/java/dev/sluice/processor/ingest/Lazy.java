package dev.sluice.processor.ingest;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that takes a moment to make and is made at the first need, once. Thread-safe. */
final class Lazy<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        T value = made;
        return value == null ? make() : value;
    }

    private synchronized T make() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }
}
