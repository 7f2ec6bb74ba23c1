package dev.sluice.processor.budget;

import dev.sluice.processor.budget.Ledger.Refused;
import dev.sluice.processor.budget.Ledger.Reservation;
import dev.sluice.processor.budget.Ledger.Reserved;
import dev.sluice.processor.llm.CallContext;
import dev.sluice.processor.llm.FailedTry;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes no call that a budget has no room for: it reserves what the call will probably cost, and settles what it did. Belongs
 * around everything else, so that what waits has its room already. A model without a price costs nothing, so no budget holds
 * it back. Thread-safe.
 */
public final class BudgetedClient implements LlmClient {
    private static final long NOTHING_CACHED = 0;

    private final LlmClient client;
    private final ModelEndpoint endpoint;
    private final Budgets budgets;
    private final Pricing pricing;
    private final MeterRegistry registry;
    private final Clock clock;
    private final OutputEstimate outputs = new OutputEstimate();

    public BudgetedClient(
            LlmClient client,
            ModelEndpoint endpoint,
            Budgets budgets,
            Pricing pricing,
            MeterRegistry registry,
            Clock clock) {
        this.client = client;
        this.endpoint = endpoint;
        this.budgets = budgets;
        this.pricing = pricing;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        Optional<CallContext> context = request.context();
        return context.isPresent() ? complete(request, context.get()) : client.complete(request);
    }

    private LlmResponse complete(LlmRequest request, CallContext context) throws LlmException, InterruptedException {
        Instant now = clock.instant();
        long output = outputs.tokens(context.stage(), request.maxOutputTokens());
        long amount = cost(endpoint.model(), new TokenUsage(RequestSize.tokens(request), NOTHING_CACHED, output), now);
        requireRoomOfDocument(context, amount);
        Reservation reservation = switch (budgets.reserve(context.subject(), amount, now)) {
            case Reserved reserved -> reserved.reservation();
            case Refused refused -> throw refusal(refused);
        };
        String document = context.subject().documentId();
        budgets.documents().add(document, amount);
        long cost = 0;
        try {
            LlmResponse response = client.complete(request);
            cost = cost(response.model(), response.usage(), now) + billed(response.earlier(), now);
            outputs.learn(context.stage(), response.usage().getOutput());
            return response;
        } catch (LlmException failure) {
            cost = billed(failure, now) + billed(failure.earlier(), now);
            throw failure;
        } finally {
            reservation.settle(cost);
            budgets.documents().add(document, cost - amount);
        }
    }

    private long billed(LlmException failure, Instant at) {
        return failure.usage().map(usage -> cost(endpoint.model(), usage, at)).orElse(0L);
    }

    /** Tries that came so far cost something, too. */
    private long billed(List<FailedTry> tries, Instant at) {
        return tries.stream().mapToLong(each -> billed(each.failure(), at)).sum();
    }

    private void requireRoomOfDocument(CallContext context, long amount) throws LlmException {
        OptionalLong limit = budgets.limitOfDocument(context.subject());
        long spent = budgets.documents().spent(context.subject().documentId()).orElse(context.spentMicros());
        if (amount > 0 && limit.isPresent() && spent + amount > limit.getAsLong()) {
            count("document", "document");
            throw new LlmException(
                    Reason.OVER_DOCUMENT_BUDGET,
                    "the document has cost " + Money.text(spent) + ", and the next call may cost " + Money.text(amount)
                            + ", which is above the " + Money.text(limit.getAsLong())
                            + " that one may cost. Raise budget.document.usd, or budget.document of the profile, and"
                            + " redrive it",
                    null,
                    null);
        }
    }

    private LlmException refusal(Refused refused) {
        count(refused.key().window().id(), BudgetMetrics.kind(refused.key()));
        // No time is said: the document waits for room, which a raise can give before the window ends.
        return new LlmException(Reason.OVER_BUDGET, Budgets.text(refused), null, null);
    }

    private void count(String window, String kind) {
        registry.counter(Metrics.BUDGET_REFUSALS, "window", window, "subject", kind)
                .increment();
    }

    private long cost(String model, TokenUsage usage, Instant at) {
        return pricing.micros(endpoint.model(), model, usage, at);
    }
}
