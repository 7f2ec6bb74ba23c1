package dev.sluice.console.web;

import dev.sluice.console.readmodel.Statistics.Spent;
import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.ControlState;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.SettingText;
import dev.sluice.runtime.control.Subject;
import dev.sluice.schemas.avro.SpendSubject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What calls to models cost today, in UTC, against what may be spent.
 *
 * @param all the calls of all together; absent before the first
 * @param models how the models answered this hour, the busiest first
 * @param rows by model, tenant and profile, the dearest of each first
 */
record SpendFigures(
        Optional<Spent> all, Optional<Spent> thisHour, List<Row> rows, List<Limit> limits, List<Model> models) {
    private static final int MOST_OF_EACH = 5;

    /** The calls of one model, tenant or profile. */
    record Row(String of, Spent spent) {}

    /** A budget, and what of it is used, in millionths of a US dollar. */
    record Limit(String what, long micros, long limitMicros) {
        long percent() {
            return limitMicros == 0 ? 100 : 100 * micros / limitMicros;
        }
    }

    /** How a model answered. */
    record Model(String name, long calls, long failed) {
        private static final int OFTEN_PERCENT = 50;
        private static final int SOMETIMES_PERCENT = 5;

        long failedPercent() {
            return calls == 0 ? 0 : 100 * failed / calls;
        }

        /** In a word that the page can be styled by. */
        String state() {
            if (failedPercent() >= OFTEN_PERCENT) {
                return "failing";
            }
            return failedPercent() >= SOMETIMES_PERCENT ? "unsteady" : "answering";
        }
    }

    static SpendFigures of(List<Spent> today, List<Spent> hour, ControlState control) {
        List<Row> rows = List.of(SpendSubject.MODEL, SpendSubject.PROFILE, SpendSubject.TENANT).stream()
                .flatMap(subject -> today.stream()
                        .filter(spent -> spent.subject() == subject)
                        .limit(MOST_OF_EACH)
                        .map(spent -> new Row(Shown.words(subject), spent)))
                .toList();
        List<Limit> limits = control.settings().stream()
                .flatMap(setting -> setting.control() instanceof Budget budget
                        ? Stream.of(limit(budget, budget.window() == Window.DAY ? today : hour))
                        : Stream.empty())
                .toList();
        List<Model> models = hour.stream()
                .filter(spent -> spent.subject() == SpendSubject.MODEL)
                .sorted(Comparator.comparingLong(Spent::calls).reversed())
                .map(spent -> new Model(spent.name(), spent.calls(), spent.failed()))
                .toList();
        return new SpendFigures(whole(today), whole(hour), rows, limits, models);
    }

    /** An amount as people write it. */
    static String dollars(long micros) {
        return SettingText.dollars(micros);
    }

    private static Limit limit(Budget budget, List<Spent> window) {
        long micros = window.stream()
                .filter(spent -> isOf(budget, spent))
                .mapToLong(Spent::micros)
                .sum();
        return new Limit(SettingText.what(budget), micros, budget.limitMicros());
    }

    private static boolean isOf(Budget budget, Spent spent) {
        return switch (budget.subject().orElse(null)) {
            case null -> spent.subject() == SpendSubject.ALL;
            case Subject.OfProfile(String name) ->
                spent.subject() == SpendSubject.PROFILE && spent.name().equals(name);
            case Subject.OfTenant(String name) ->
                spent.subject() == SpendSubject.TENANT && spent.name().equals(name);
        };
    }

    private static Optional<Spent> whole(List<Spent> spent) {
        return spent.stream().filter(each -> each.subject() == SpendSubject.ALL).findFirst();
    }
}
