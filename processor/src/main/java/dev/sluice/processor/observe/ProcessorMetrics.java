package dev.sluice.processor.observe;

import static dev.sluice.runtime.metric.Metric.counter;
import static dev.sluice.runtime.metric.Metric.gauge;
import static dev.sluice.runtime.metric.Metric.summary;
import static dev.sluice.runtime.metric.Metric.timer;

import dev.sluice.runtime.alert.Alerts;
import dev.sluice.runtime.metric.Metric;
import dev.sluice.runtime.metric.MetricTable;
import java.util.List;
import java.util.stream.Stream;

/** The table of the processor's metrics: what each means, for the help texts and for the reference page. */
public final class ProcessorMetrics {
    private static final List<String> CALL = List.of(Metrics.OPERATION, Metrics.PROVIDER, Metrics.REQUEST_MODEL);
    private static final List<String> BUDGET = List.of("window", "subject", "name");

    /** All of them. */
    public static final MetricTable TABLE =
            new MetricTable(Stream.of(calls(), documents(), trouble(), money(), cache(), instance())
                    .flatMap(List::stream)
                    .toList());

    private ProcessorMetrics() {}

    private static List<Metric> calls() {
        return List.of(
                timer(
                        Metrics.LLM_CALL_DURATION,
                        List.of(Metrics.OPERATION, Metrics.PROVIDER, Metrics.REQUEST_MODEL, Metrics.ERROR_TYPE),
                        "One try of a call to a model; error type is the reason of a failure, cut_off for an answer"
                                + " that was not taken to its end, else none."),
                timer(
                        Metrics.LLM_TIME_TO_FIRST_CHUNK,
                        CALL,
                        "From a call to the first words of its answer, where it is streamed."),
                counter(Metrics.LLM_INPUT_TOKENS, "tokens", CALL, "Tokens sent, cached ones included."),
                counter(Metrics.LLM_CACHED_TOKENS, "tokens", CALL, "Tokens sent that the provider had cached."),
                counter(Metrics.LLM_OUTPUT_TOKENS, "tokens", CALL, "Tokens received."));
    }

    private static List<Metric> documents() {
        return List.of(
                counter(
                        Metrics.DOCUMENTS,
                        "documents",
                        List.of("outcome", "reason", "profile"),
                        "Documents that left the pipeline; outcome is enriched or dead-letter, reason that of the dead"
                                + " letter or none."),
                gauge(
                        Metrics.PENDING_CALLS,
                        "documents",
                        List.of("stage"),
                        "Documents that a stage holds, in flight or waiting."),
                gauge(
                        Metrics.CALLS_IN_FLIGHT,
                        "documents",
                        List.of("stage"),
                        "Documents that a stage is at work on, or whose result is about to be forwarded."),
                gauge(
                        Metrics.WAITING_DOCUMENTS,
                        "documents",
                        List.of("stage", "reason"),
                        "Documents that a stage holds and that wait; reason is outage, kill-switch, paused-profile,"
                                + " paused-tenant, budget, tenant-budget or profile-budget."),
                gauge(
                        Metrics.OLDEST_PENDING_AGE,
                        "seconds",
                        List.of("stage"),
                        "Age of the oldest document that a stage holds, since its record's timestamp; 0 without one."),
                timer(
                        Metrics.STAGE_DURATION,
                        List.of("stage", "outcome"),
                        "What a stage took for a document at one go; outcome is done, rejected, retry-later, on-hold or"
                                + " failed."),
                counter(
                        Metrics.VALIDATION_FAILURES,
                        "results",
                        List.of("validator"),
                        "Results, of a stage at one go or of a document at the gate, in which a validator found errors, however"
                                + " many; validator is schema, grounding, rule, confidence and so on, as in the problems"
                                + " of a dead letter."),
                counter(
                        Metrics.STAGE_RESULTS,
                        "results",
                        List.of("stage", "engine"),
                        "Results of stages, by the engine that made them."),
                counter(
                        Metrics.STAGE_FALLBACKS,
                        "results",
                        List.of("stage", "engine"),
                        "Results that another engine made because one before it could not be called."));
    }

    private static List<Metric> trouble() {
        return List.of(
                gauge(
                        Metrics.LLM_CIRCUIT_OPEN,
                        "models",
                        List.of(Metrics.PROVIDER, "reason"),
                        "1 while a model is left alone, else 0; reason is outage, quota or misconfigured."),
                gauge(
                        Metrics.LLM_CONCURRENCY_LIMIT,
                        "calls",
                        List.of(Metrics.PROVIDER),
                        "The most calls in flight to a model at present."),
                counter(
                        Metrics.LLM_RETRIES,
                        "calls",
                        List.of(Metrics.PROVIDER, Metrics.ERROR_TYPE),
                        "Further tries of calls that failed, by the reason of the failure."),
                timer(
                        Metrics.LLM_RATE_WAIT,
                        List.of(Metrics.PROVIDER),
                        "What calls waited for their turn by the limits of the rate."),
                gauge(
                        Metrics.LLM_RATE_LIMIT,
                        "per minute",
                        List.of(Metrics.PROVIDER, "unit"),
                        "The requests or tokens that this instance may use in a minute: its share of what is"
                                + " configured, or of less if the provider says so; infinity without a limit."));
    }

    private static List<Metric> money() {
        return List.of(
                counter(
                        Metrics.LLM_COST,
                        "usd",
                        List.of("model", "tenant"),
                        "What calls cost, by model as configured; tenant is none without one, and other beyond the first"
                                + " " + CostMetrics.MOST_TENANTS + "."),
                counter(
                        Metrics.STAGE_COST,
                        "usd",
                        List.of("stage", "profile"),
                        "The same cost by stage; profile is none while it is not known."),
                summary(Metrics.DOCUMENT_COST, "usd", List.of("profile"), "What one enriched document cost."),
                counter(
                        Metrics.LLM_UNPRICED_CALLS,
                        "calls",
                        List.of(Metrics.REQUEST_MODEL),
                        "Calls that seem to cost nothing because their model has no price."),
                gauge(
                        Metrics.SPEND_RUNNING,
                        "instances",
                        List.of(),
                        "1 while this instance does its part in summing up what calls cost, else 0."),
                gauge(
                        Metrics.BUDGET_USED_RATIO,
                        "ratio",
                        BUDGET,
                        "What of a budget is spent or reserved, 1 for all; subject is all, tenant or profile."),
                gauge(Metrics.BUDGET_LIMIT, "usd", BUDGET, "A budget; subject is all, tenant or profile."),
                counter(
                        Metrics.BUDGET_REFUSALS,
                        "calls",
                        List.of("window", "subject"),
                        "Calls that were not made for want of room in a budget; window is hour, day or document."),
                counter(
                        Metrics.ANOMALY_THROTTLED,
                        "calls",
                        List.of(),
                        "Calls that were held back because there were many more than usual."));
    }

    private static List<Metric> cache() {
        return List.of(
                counter(
                        Metrics.CACHE_HITS,
                        "questions",
                        List.of("stage", "level"),
                        "Questions that the cache answered; level is memory or redis."),
                counter(
                        Metrics.CACHE_MISSES,
                        "questions",
                        List.of("stage", "level"),
                        "Questions to which a level of the cache had no answer that will do."),
                counter(
                        Metrics.CACHE_ERRORS,
                        "errors",
                        List.of("level"),
                        "Entries that could not be read, and commands that Redis did not carry out."),
                gauge(Metrics.CACHE_BYTES, "bytes", List.of(), "What the answers in this process' memory take."),
                counter(
                        Metrics.CACHE_SAVED,
                        "usd",
                        List.of("stage"),
                        "What the answers from the cache cost when they were given."));
    }

    private static List<Metric> instance() {
        return List.of(
                gauge(
                        Metrics.INSTANCES,
                        "instances",
                        List.of(),
                        "The instances of this application that are at work, as this one knows."),
                gauge(Metrics.CORRECTIONS, "corrections", List.of(), "People's corrections that are held as examples."),
                counter(
                        Metrics.PROFILE_RELOADS,
                        "edits",
                        List.of("result"),
                        "Edits of the profiles' folder; result is loaded or refused."),
                gauge(
                        Metrics.PROFILES_OUTDATED,
                        "instances",
                        List.of(),
                        "1 while the last edit of the profiles' folder is not in use because of a mistake in it, else 0."),
                counter(
                        Metrics.PROGRESS_DROPPED,
                        "reports",
                        List.of(),
                        "Reports of progress that were dropped, because broker or registry were slow or down."),
                Alerts.METRIC);
    }
}
