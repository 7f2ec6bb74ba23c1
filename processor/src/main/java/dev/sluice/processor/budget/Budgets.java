package dev.sluice.processor.budget;

import dev.sluice.processor.budget.Ledger.Outcome;
import dev.sluice.processor.budget.Ledger.Refused;
import dev.sluice.processor.budget.Ledger.Status;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.profile.Profile;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The budgets of this process: what of them is used, which documents have to wait for one, and when these go on. Thread-safe.
 */
public final class Budgets implements Hold.Lookup {
    /** Those that were let go need so long to take their room. */
    private static final Duration GRANT = Duration.ofMillis(250);

    private final BudgetSettings configured;
    private final BudgetLimits limits;
    private final Ledger ledger;
    private final OpenDocuments documents = new OpenDocuments();
    private final String instance;
    private final Clock clock;
    private final Map<String, BudgetKey> waitedFor = new ConcurrentHashMap<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    private record Grant(Instant at, long count) {}

    /**
     * @param profiles those that are in use, which may have budgets of their own
     * @param controls what people set takes the place of what is configured
     * @param instance names this run of this process, as no other
     * @param instances how many processes share the budgets, this one included
     */
    public Budgets(
            BudgetSettings configured,
            Supplier<List<Profile>> profiles,
            Controls controls,
            String instance,
            IntSupplier instances,
            Clock clock) {
        this.configured = configured;
        this.limits = new BudgetLimits(configured, profiles, controls);
        this.ledger = new Ledger(limits::of, instances);
        this.instance = instance;
        this.clock = clock;
    }

    /** Whether there is any for which the spending of all has to be known. */
    public boolean isAny() {
        return limits.isAny();
    }

    /** Names this run of this process in records of calls. */
    String instance() {
        return instance;
    }

    /** Takes room for a call, or says which budget has none. */
    Outcome reserve(CallSubject subject, long amount, Instant now) {
        return ledger.reserve(BudgetKey.of(subject.tenant(), subject.profile()), amount, now);
    }

    /** The most that one such document may cost. */
    OptionalLong limitOfDocument(CallSubject subject) {
        return limits.ofDocument(subject.profile());
    }

    OpenDocuments documents() {
        return documents;
    }

    /** Takes what all have spent. */
    void see(BudgetKey key, Instant start, long total, long mine) {
        ledger.see(key, start, total, mine, clock.instant());
    }

    /** What such a document has to wait for, if a budget of it has no room. */
    Optional<Hold> holdOf(Optional<String> tenant, Optional<String> profile) {
        return ledger.firstFull(BudgetKey.of(tenant, profile), clock.instant()).map(key -> {
            waitedFor.put(key.key(), key);
            return new Hold(
                    reason(key),
                    key.key(),
                    "the budget of " + limit(key) + " " + key.text()
                            + " has no room. It goes on in the next one, or when the budget is raised: sluice"
                            + " control budget");
        });
    }

    /** Whether it is one of ours at all. */
    public boolean isBudget(Hold hold) {
        return waitedFor.containsKey(hold.key());
    }

    @Override
    public boolean isInForce(Hold hold) {
        return room(hold) == 0;
    }

    /** So many as there is room for: of thousands that wait, all others would only be refused again. */
    @Override
    public int released(Hold hold, int waiting) {
        Instant now = clock.instant();
        Grant before = Optional.ofNullable(grants.get(hold.key()))
                .filter(grant -> grant.at().plus(GRANT).isAfter(now))
                .orElse(new Grant(now, 0));
        int released = Math.clamp(room(hold) - before.count(), 0, waiting);
        if (released > 0) {
            grants.put(hold.key(), new Grant(before.at(), before.count() + released));
        }
        return released;
    }

    /** The engine that takes the place of those that the profile lists, while a budget of such a document is nearly used up. */
    public Optional<String> engineFor(Optional<String> tenant, Optional<String> profile) {
        return configured
                .softEngine()
                .filter(engine -> BudgetKey.of(tenant, profile).stream()
                        .flatMap(key -> ledger.status(key, clock.instant()).stream())
                        .anyMatch(this::isNearlyUsedUp));
    }

    /** Whether it is used beyond the share from which on there is an alert. */
    boolean isNearlyUsedUp(Status status) {
        return status.used() >= configured.softRatio() * status.limit();
    }

    /** All budgets, and what of them is used. */
    List<Status> statuses() {
        Instant now = clock.instant();
        Set<BudgetKey> keys = new LinkedHashSet<>(limits.fixed());
        keys.addAll(ledger.known(now));
        return keys.stream().flatMap(key -> ledger.status(key, now).stream()).toList();
    }

    static String text(Refused refused) {
        return "the budget " + refused.key().key() + " of " + Money.text(refused.limit()) + " "
                + refused.key().text() + " has no room: " + Money.text(refused.used()) + " are used";
    }

    private long room(Hold hold) {
        BudgetKey key = waitedFor.get(hold.key());
        return key == null ? Long.MAX_VALUE : ledger.room(key, clock.instant());
    }

    private String limit(BudgetKey key) {
        OptionalLong limit = limits.of(key);
        return limit.isPresent() ? Money.text(limit.getAsLong()) : "nothing";
    }

    private static WaitReason reason(BudgetKey key) {
        return switch (key.subject().orElse(null)) {
            case null -> WaitReason.BUDGET;
            case OfTenant ignored -> WaitReason.TENANT_BUDGET;
            case OfProfile ignored -> WaitReason.PROFILE_BUDGET;
        };
    }
}
