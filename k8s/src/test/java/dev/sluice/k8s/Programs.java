package dev.sluice.k8s;

import dev.sluice.console.ConsoleSettings;
import dev.sluice.processor.ProcessorConfig;
import java.lang.reflect.Field;
import java.time.Duration;

/** What the programs make of their environment, and what they say of themselves in places that only they use. */
final class Programs {
    private Programs() {}

    /** The processor's configuration; throws if it would not start. */
    static ProcessorConfig processor(Container container, Rendering rendering) {
        return ProcessorConfig.of(Environment.of(container, rendering).configuration());
    }

    /** The console's; throws if it would not start. */
    static ConsoleSettings console(Container container, Rendering rendering) {
        return ConsoleSettings.of(Environment.of(container, rendering).configuration());
    }

    /** How long a class waits when it closes. */
    static Duration closeTimeout(String className) {
        return (Duration) constant(className, "CLOSE_TIMEOUT");
    }

    /** The value of a constant that is private to its class. */
    static Object constant(String className, String name) {
        try {
            Field field = Class.forName(className).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(className + "." + name + " was renamed or moved: look what this check needs now", e);
        }
    }
}
