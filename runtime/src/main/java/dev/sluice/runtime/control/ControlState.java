package dev.sluice.runtime.control;

import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.Stage;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings, at most one of each key. Immutable and thread-safe. */
public final class ControlState {
    /** Nothing is set. */
    public static final ControlState EMPTY = new ControlState(Map.of());

    private final SortedMap<String, Setting> byKey;

    private ControlState(Map<String, Setting> byKey) {
        this.byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    /** Holds settings; of two with one key the later counts. */
    public static ControlState of(Collection<Setting> settings) {
        Map<String, Setting> byKey = new TreeMap<>();
        settings.forEach(setting -> byKey.put(setting.key(), setting));
        return new ControlState(byKey);
    }

    /** All of them, by key. */
    public List<Setting> settings() {
        return List.copyOf(byKey.values());
    }

    /** The setting of that key. */
    public Optional<Setting> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Whether there is a setting of that key. */
    public boolean contains(String key) {
        return byKey.containsKey(key);
    }

    /** What stops all calls to models, if anything does. */
    public Optional<Setting> killSwitch() {
        return find(SettingKeys.KILL_SWITCH);
    }

    /** What makes such a document wait, if anything does; its tenant's pause before its profile's. */
    public Optional<Setting> pauseOf(Optional<String> tenant, Optional<String> profile) {
        return pause(tenant.filter(name -> !name.isBlank()).map(OfTenant::new))
                .or(() -> pause(profile.filter(name -> !name.isBlank()).map(OfProfile::new)));
    }

    private Optional<Setting> pause(Optional<? extends Subject> subject) {
        return subject.flatMap(only -> find(SettingKeys.pause(only)));
    }

    /** The least confidence to publish documents of a profile with, where one is set. */
    public OptionalDouble acceptOf(String profile) {
        return find(SettingKeys.threshold(profile))
                .map(setting -> OptionalDouble.of(((Threshold) setting.control()).accept()))
                .orElseGet(OptionalDouble::empty);
    }

    /** The engine to use for a profile at a stage, where one is set. */
    public Optional<String> engineOf(String profile, Stage stage) {
        return find(SettingKeys.engine(profile, stage)).map(setting -> ((EngineOverride) setting.control()).engine());
    }

    /** The budget, in millionths of a US dollar, where one is set. */
    public OptionalLong budgetOf(Optional<Subject> subject, Window window) {
        return find(SettingKeys.budget(subject, window))
                .map(setting -> OptionalLong.of(((Budget) setting.control()).limitMicros()))
                .orElseGet(OptionalLong::empty);
    }

    /** Those that are in force at this time. */
    ControlState inForce(Instant now) {
        TreeMap<String, Setting> valid = new TreeMap<>(byKey);
        valid.values().removeIf(setting -> !setting.isInForce(now));
        return valid.size() == byKey.size() ? this : new ControlState(valid);
    }

    /** When the first of them expires; never if none does. */
    Instant firstExpiry() {
        return byKey.values().stream()
                .flatMap(setting -> setting.expiresAt().stream())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ControlState that && byKey.equals(that.byKey);
    }

    @Override
    public int hashCode() {
        return byKey.hashCode();
    }

    @Override
    public String toString() {
        return byKey.values().toString();
    }
}
