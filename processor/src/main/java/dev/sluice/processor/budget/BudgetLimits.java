package dev.sluice.processor.budget;

import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileBudget;
import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The budgets that are in force: those that people set, in the place of the configured ones and the profiles' own.
 * Thread-safe.
 */
final class BudgetLimits {
    private final BudgetSettings configured;
    private final Supplier<List<Profile>> profiles;
    private final Controls controls;

    BudgetLimits(BudgetSettings configured, Supplier<List<Profile>> profiles, Controls controls) {
        this.configured = configured;
        this.profiles = profiles;
        this.controls = controls;
    }

    /** The most to spend in each window. */
    OptionalLong of(BudgetKey key) {
        OptionalLong set = controls.inForce().budgetOf(key.subject(), key.window());
        if (set.isPresent()) {
            return set;
        }
        boolean hour = key.window() == Window.HOUR;
        return switch (key.subject().orElse(null)) {
            case null -> hour ? configured.hour() : configured.day();
            case OfTenant ignored -> hour ? configured.tenantHour() : configured.tenantDay();
            case OfProfile(String name) -> {
                ProfileBudget own = budget(Optional.of(name));
                yield hour ? own.hour() : own.day();
            }
        };
    }

    /** The most to spend on one document: the lower one of the profile's and the configured one. */
    OptionalLong ofDocument(Optional<String> profile) {
        return LongStream.concat(configured.document().stream(), budget(profile).document().stream())
                .min();
    }

    /** Those that exist whether anything is spent or not. */
    Set<BudgetKey> fixed() {
        Set<BudgetKey> keys = new LinkedHashSet<>();
        for (Window window : Window.values()) {
            keys.add(new BudgetKey(Optional.empty(), window));
            profiles.get().stream()
                    .map(profile -> new BudgetKey(Optional.of(new OfProfile(profile.name())), window))
                    .forEach(keys::add);
        }
        controls.inForce().settings().forEach(setting -> {
            if (setting.control() instanceof Budget budget) {
                keys.add(new BudgetKey(budget.subject(), budget.window()));
            }
        });
        keys.removeIf(key -> of(key).isEmpty());
        return keys;
    }

    /** Whether there is any budget of a window. */
    boolean isAny() {
        return configured.isAnyOfWindows() || !fixed().isEmpty();
    }

    private ProfileBudget budget(Optional<String> profile) {
        return profile.flatMap(name -> profiles.get().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst())
                .map(Profile::budget)
                .orElse(ProfileBudget.NONE);
    }
}
