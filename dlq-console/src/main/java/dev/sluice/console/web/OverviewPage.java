package dev.sluice.console.web;

import dev.sluice.console.live.DocumentInFlight;
import dev.sluice.console.live.DocumentsInFlight;
import dev.sluice.console.readmodel.Facet;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.Statistics;
import dev.sluice.console.readmodel.Statistics.Changed;
import dev.sluice.console.readmodel.Statistics.Decided;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.runtime.control.Setting;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.SpendWindow;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How much waits, for how long, what became of the rest, and what the pipeline does at this moment. */
final class OverviewPage {
    /** Where one class of ages ends and the next begins. */
    private static final List<Duration> AGES =
            List.of(Duration.ofHours(1), Duration.ofHours(8), Duration.ofDays(1), Duration.ofDays(3));

    private static final List<String> AGE_NAMES =
            List.of("below 1 h", "1 h to 8 h", "8 h to 1 d", "1 d to 3 d", "above 3 d");
    private static final int DAYS = 14;
    private static final Duration JUDGED_WITHIN = Duration.ofDays(30);
    private static final int MOST_CHANGED = 10;
    private static final int MOST_IN_FLIGHT = 12;

    private final Console console;
    private final Templates templates;

    OverviewPage(Console console, Templates templates) {
        this.console = console;
        this.templates = templates;
    }

    /**
     * What waits for one reason.
     *
     * @param byAge the numbers of each class of ages, youngest first
     */
    record Reason(DeadLetterReason reason, List<Long> byAge) {
        long total() {
            return byAge.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What arrived on one day. */
    record Day(Instant start, long count) {}

    /**
     * What the pipeline works on.
     *
     * @param heard whether it reports at all
     * @param longest those that are worked on longest
     */
    record InFlight(boolean heard, int count, List<DocumentInFlight> longest) {}

    /**
     * All that the page shows.
     *
     * @param pipeline absent for those who may not see all documents, as is what is in flight
     * @param decisions of the last thirty days, as are the changes
     */
    record View(
            Frame frame,
            Map<Tab, Long> counts,
            List<Reason> reasons,
            List<String> ages,
            List<Day> days,
            Map<String, Long> profiles,
            Optional<PipelineFigures> pipeline,
            List<Decided> decisions,
            List<Changed> changes,
            Optional<InFlight> inFlight,
            Optional<SpendFigures> spend,
            Optional<Setting> kill,
            Instant now) {
        long mostOfReason() {
            return reasons.stream().mapToLong(Reason::total).max().orElse(1);
        }

        long mostOfDay() {
            return Math.max(1, days.stream().mapToLong(Day::count).max().orElse(1));
        }

        /** The share of the published ones in which a person changed something. */
        Optional<Long> overriddenPercent() {
            long corrected = count(ReviewAction.CORRECT);
            long judged = corrected + count(ReviewAction.APPROVE);
            return judged == 0 ? Optional.empty() : Optional.of(100 * corrected / judged);
        }

        private long count(ReviewAction action) {
            return decisions.stream()
                    .filter(each -> each.action() == action)
                    .mapToLong(Decided::count)
                    .sum();
        }

        /** The share of the decided ones that were thrown away rather than published. */
        Optional<Long> discardedPercent() {
            long published = counts.getOrDefault(Tab.RESOLVED, 0L);
            long discarded = counts.getOrDefault(Tab.DISCARDED, 0L);
            return published + discarded == 0
                    ? Optional.empty()
                    : Optional.of(100 * discarded / (published + discarded));
        }
    }

    void show(Context request, Visit visit) {
        Viewer viewer = visit.account().viewer();
        Instant now = console.clock().instant();
        List<Reason> reasons = new ArrayList<>();
        for (String name : console.items()
                .values(Facet.REASON, ItemFilter.of(Tab.PENDING), viewer)
                .keySet()) {
            DeadLetterReason reason = DeadLetterReason.valueOf(name);
            reasons.add(new Reason(reason, byAge(reason, viewer, now)));
        }
        List<Day> days = new ArrayList<>();
        for (int back = DAYS; back > 0; back--) {
            Instant start = now.minus(Duration.ofDays(back));
            days.add(new Day(
                    start,
                    count(Tab.ALL, Set.of(), Optional.of(start), Optional.of(start.plus(Duration.ofDays(1))), viewer)));
        }
        templates.answer(
                request,
                "overview.jte",
                new View(
                        Frame.of("Overview", "overview", visit, console),
                        console.items().counts(ItemFilter.of(Tab.ALL), viewer),
                        reasons,
                        AGE_NAMES,
                        days,
                        console.items().values(Facet.PROFILE, ItemFilter.of(Tab.PENDING), viewer),
                        viewer.isRestricted() ? Optional.empty() : Optional.of(pipeline(now)),
                        console.items().statistics().decisions(now.minus(JUDGED_WITHIN), viewer),
                        console.items().statistics().changes(now.minus(JUDGED_WITHIN), viewer, MOST_CHANGED),
                        viewer.isRestricted() ? Optional.empty() : Optional.of(inFlight()),
                        viewer.isRestricted() ? Optional.empty() : Optional.of(spend(now)),
                        console.controls().inForce().killSwitch(),
                        now));
    }

    private PipelineFigures pipeline(Instant now) {
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        Instant since = PipelineFigures.since(now);
        return PipelineFigures.of(
                console.items().statistics().outcomes(since.isBefore(midnight) ? since : midnight), now);
    }

    private SpendFigures spend(Instant now) {
        Statistics statistics = console.items().statistics();
        return SpendFigures.of(
                statistics.spend(SpendWindow.DAY, now.truncatedTo(ChronoUnit.DAYS)),
                statistics.spend(SpendWindow.HOUR, now.truncatedTo(ChronoUnit.HOURS)),
                console.controls().inForce());
    }

    private InFlight inFlight() {
        DocumentsInFlight documents = console.inFlight();
        return new InFlight(documents.hasReports(), documents.count(), documents.longest(MOST_IN_FLIGHT));
    }

    private List<Long> byAge(DeadLetterReason reason, Viewer viewer, Instant now) {
        List<Long> counts = new ArrayList<>();
        Optional<Instant> before = Optional.empty();
        for (Duration age : AGES) {
            Optional<Instant> from = Optional.of(now.minus(age));
            counts.add(count(Tab.PENDING, Set.of(reason), from, before, viewer));
            before = from;
        }
        counts.add(count(Tab.PENDING, Set.of(reason), Optional.empty(), before, viewer));
        return counts;
    }

    private long count(
            Tab tab, Set<DeadLetterReason> reasons, Optional<Instant> from, Optional<Instant> before, Viewer viewer) {
        ItemFilter filter = new ItemFilter(
                tab,
                reasons,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                from,
                before,
                "");
        return console.items().count(filter, viewer);
    }
}
