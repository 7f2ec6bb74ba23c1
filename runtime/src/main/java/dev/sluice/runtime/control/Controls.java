package dev.sluice.runtime.control;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that are in force in this process, and the log of what changed. What was read last is kept while the topic
 * cannot be read; settings expire by this process's clock. Thread-safe.
 */
public final class Controls {
    private static final Logger log = LoggerFactory.getLogger(Controls.class);

    private final Clock clock;
    private volatile View view = new View(ControlState.EMPTY, ControlState.EMPTY, Instant.MAX);

    /** @param until from when on {@code inForce} has to be made anew from {@code known} */
    private record View(ControlState known, ControlState inForce, Instant until) {}

    /** Begins with nothing set. */
    public Controls(Clock clock) {
        this.clock = clock;
    }

    /** The settings that are in force now; the same object while nothing changes. */
    public ControlState inForce() {
        View current = view;
        return clock.instant().isBefore(current.until()) ? current.inForce() : expire();
    }

    /** Takes the place of all that was known before. */
    public synchronized void replace(Collection<Setting> settings) {
        show(ControlState.of(settings));
    }

    private synchronized ControlState expire() {
        show(view.known());
        return view.inForce();
    }

    private void show(ControlState known) {
        Instant now = clock.instant();
        ControlState before = view.inForce();
        ControlState after = known.inForce(now);
        view = new View(known, after.equals(before) ? before : after, after.firstExpiry());
        logChanges(before, after, known);
    }

    private static void logChanges(ControlState before, ControlState after, ControlState known) {
        TreeSet<String> keys = new TreeSet<>();
        before.settings().forEach(setting -> keys.add(setting.key()));
        after.settings().forEach(setting -> keys.add(setting.key()));
        for (String key : keys) {
            if (Objects.equals(before.find(key), after.find(key))) {
                continue;
            }
            after.find(key)
                    .ifPresentOrElse(
                            setting -> log.warn("Set: {}", SettingText.of(setting)),
                            () -> log.warn(
                                    "No longer set{}: {}", known.contains(key) ? ", as it has expired" : "", key));
        }
    }
}
