package dev.sluice.processor.observe;

/**
 * The names of all metrics and their tags: part of the public interface. Calls to models follow OpenTelemetry's GenAI
 * conventions (in development, November 2026); the Prometheus endpoint shows dots as underscores.
 */
public final class Metrics {
    /** Timer: one call to a model. Tags: operation, provider, model, error type. */
    public static final String LLM_CALL_DURATION = "gen_ai.client.operation.duration";

    /** Timer: from a call to the first words of its answer, where it is streamed. Tags: operation, provider, model. */
    public static final String LLM_TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";

    /** Counter: tokens sent, cached ones included. Tags: operation, provider, model. */
    public static final String LLM_INPUT_TOKENS = "gen_ai.client.inference.usage.input_tokens";

    /** Counter: tokens of the input that the provider had cached. Tags as for input. */
    public static final String LLM_CACHED_TOKENS = "gen_ai.client.inference.usage.cache_read.input_tokens";

    /** Counter: tokens received. Tags as for input. */
    public static final String LLM_OUTPUT_TOKENS = "gen_ai.client.inference.usage.output_tokens";

    /** Tag: always {@code chat}. */
    public static final String OPERATION = "gen_ai.operation.name";

    /** Tag: the endpoint's name in the configuration. */
    public static final String PROVIDER = "gen_ai.provider.name";

    /** Tag: the model that was asked for. The one that answered is not a tag: the server chooses its name. */
    public static final String REQUEST_MODEL = "gen_ai.request.model";

    /** Tag: the reason of a failure in lower case; {@code cut_off} for an answer not taken to its end; else {@code none}. */
    public static final String ERROR_TYPE = "error.type";

    /** Counter: documents that left the pipeline. Tags: outcome, reason, profile. */
    public static final String DOCUMENTS = "sluice.documents";

    /** Gauge: documents that a stage holds, in flight or waiting. Tag: stage. */
    public static final String PENDING_CALLS = "sluice.pending.calls";

    /** Gauge: calls of a stage that are in flight, or whose result is about to be forwarded. Tag: stage. */
    public static final String CALLS_IN_FLIGHT = "sluice.calls.in.flight";

    /**
     * Gauge: documents that a stage holds and that wait: for something that is out of order, for a setting's end, or for a budget. Tags:
     * stage; reason, one of outage, kill-switch, paused-profile, paused-tenant, budget, tenant-budget, profile-budget.
     */
    public static final String WAITING_DOCUMENTS = "sluice.waiting.documents";

    /** Gauge: age of the oldest document that a stage holds, in seconds since its record's timestamp. Tag: stage. */
    public static final String OLDEST_PENDING_AGE = "sluice.oldest.pending.age";

    /** Timer: what a stage took for a document. Tags: stage, outcome. */
    public static final String STAGE_DURATION = "sluice.stage.duration";

    /** Counter: edits of the profiles' folder. Tag: result, loaded or refused. */
    public static final String PROFILE_RELOADS = "sluice.profile.reloads";

    /** Gauge: 1 while the last edit of the profiles' folder is not in use because of a mistake in it, else 0. */
    public static final String PROFILES_OUTDATED = "sluice.profiles.outdated";

    /** Counter: reports of progress that were dropped, because broker or registry were slow or down. */
    public static final String PROGRESS_DROPPED = "sluice.progress.dropped";

    /** Gauge: people's corrections that are held as examples. */
    public static final String CORRECTIONS = "sluice.corrections";

    /** Counter: US dollars. Tags: model, as configured; tenant, none, or other beyond the first 50. */
    public static final String LLM_COST = "sluice.llm.cost.usd";

    /** Counter: the same US dollars. Tags: stage; profile, or none while it is not known. */
    public static final String STAGE_COST = "sluice.stage.cost.usd";

    /** Summary: US dollars for one enriched document. Tag: profile. */
    public static final String DOCUMENT_COST = "sluice.document.cost.usd";

    /** Counter: calls that seem to cost nothing because their model has no price. Tag: model. */
    public static final String LLM_UNPRICED_CALLS = "sluice.llm.unpriced.calls";

    /** Gauge: 1 while this instance does its part in summing up what calls cost, else 0. */
    public static final String SPEND_RUNNING = "sluice.spend.running";

    /** Gauge: 1 while a model is left alone, else 0. Tags: provider; reason, one of outage, quota, misconfigured. */
    public static final String LLM_CIRCUIT_OPEN = "sluice.llm.circuit.open";

    /** Gauge: the most calls in flight to a model at present. Tag: provider. */
    public static final String LLM_CONCURRENCY_LIMIT = "sluice.llm.concurrency.limit";

    /** Counter: further tries of calls that failed. Tags: provider; error type, why. */
    public static final String LLM_RETRIES = "sluice.llm.retries";

    /** Timer: what calls waited for their turn by the limits of the rate. Tag: provider. */
    public static final String LLM_RATE_WAIT = "sluice.llm.rate.wait";

    /**
     * Gauge: what this instance may use in a minute: its share of what is configured, or of less if the provider says so;
     * infinity without a limit. Tags: provider; unit, requests or tokens.
     */
    public static final String LLM_RATE_LIMIT = "sluice.llm.rate.limit";

    /** Counter: results of stages. Tags: stage; engine, which made it. */
    public static final String STAGE_RESULTS = "sluice.stage.results";

    /** Counter: results that another engine made because one before it could not be called. Tags: stage; engine, which made it. */
    public static final String STAGE_FALLBACKS = "sluice.stage.fallbacks";

    /** Gauge: the instances of this application that are at work, as this one knows. */
    public static final String INSTANCES = "sluice.instances";

    /** Gauge: what of a budget is spent or reserved, 1 for all. Tags: window; subject, one of all, tenant, profile; name. */
    public static final String BUDGET_USED_RATIO = "sluice.budget.used.ratio";

    /** Gauge: a budget in US dollars. Tags as for what is used. */
    public static final String BUDGET_LIMIT = "sluice.budget.limit.usd";

    /** Counter: calls that were not made for want of room in a budget. Tags: window, one of hour, day, document; subject. */
    public static final String BUDGET_REFUSALS = "sluice.budget.refusals";

    /** Counter: calls that were held back because there were many more than usual. */
    public static final String ANOMALY_THROTTLED = "sluice.anomaly.throttled";

    /** Counter: questions that the cache answered. Tags: stage; level, memory or redis. */
    public static final String CACHE_HITS = "sluice.cache.hits";

    /** Counter: questions to which a level of the cache had no answer that will do. Tags: stage; level, memory or redis. */
    public static final String CACHE_MISSES = "sluice.cache.misses";

    /** Counter: entries that could not be read, and commands that Redis did not carry out. Tag: level, memory or redis. */
    public static final String CACHE_ERRORS = "sluice.cache.errors";

    /** Gauge: what the answers in this process' memory take, in bytes. */
    public static final String CACHE_BYTES = "sluice.cache.bytes";

    /** Counter: US dollars that the answers from the cache cost when they were given. Tag: stage. */
    public static final String CACHE_SAVED = "sluice.cache.saved.usd";

    private Metrics() {}
}
