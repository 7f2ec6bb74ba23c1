package dev.sluice.quickstart.control;

import dev.sluice.quickstart.terminal.CommandFailedException;
import java.util.function.Supplier;

/** Says in the command's words what a setting refuses. */
final class Refused {

    private Refused() {}

    static <T> T orElse(Supplier<T> setting) {
        try {
            return setting.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("This cannot be set: " + e.getMessage() + ".", e);
        }
    }
}
