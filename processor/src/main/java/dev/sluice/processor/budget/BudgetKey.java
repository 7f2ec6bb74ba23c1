package dev.sluice.processor.budget;

import dev.sluice.runtime.control.SettingKeys;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a budget is about.
 *
 * @param subject whose calls; those of all together if empty
 * @param window in which stretches of time, in UTC
 */
record BudgetKey(Optional<Subject> subject, Window window) {

    /** Those that a document's calls count in: of all, of its tenant and of its profile, as far as these are known. */
    static List<BudgetKey> of(Optional<String> tenant, Optional<String> profile) {
        List<Optional<Subject>> subjects = new ArrayList<>();
        subjects.add(Optional.empty());
        tenant.filter(name -> !name.isBlank()).ifPresent(name -> subjects.add(Optional.of(new OfTenant(name))));
        profile.filter(name -> !name.isBlank()).ifPresent(name -> subjects.add(Optional.of(new OfProfile(name))));
        List<BudgetKey> keys = new ArrayList<>();
        for (Optional<Subject> subject : subjects) {
            for (Window window : Window.values()) {
                keys.add(new BudgetKey(subject, window));
            }
        }
        return keys;
    }

    /** The key of the setting that takes the place of the configured budget, such as {@code budget/tenant/acme/hour}. */
    String key() {
        return SettingKeys.budget(subject, window);
    }

    /** For people, such as {@code an hour for tenant acme}. */
    String text() {
        return (window == Window.HOUR ? "an hour" : "a day")
                + subject.map(only -> " for " + only.text()).orElse("");
    }

    /** When the window began that this time is in. */
    Instant start(Instant at) {
        return at.truncatedTo(window == Window.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS);
    }

    /** How long a window is. */
    Duration length() {
        return window == Window.HOUR ? Duration.ofHours(1) : Duration.ofDays(1);
    }
}
