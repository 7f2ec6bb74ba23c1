package dev.sluice.processor.observe;

/**
 * The names of all metrics, and of tags that several have: part of the public interface. What each metric means stands in
 * {@link ProcessorMetrics}, whose test refuses names that are missing there. Calls to models follow OpenTelemetry's GenAI
 * conventions (in development, November 2026); the Prometheus endpoint shows dots as underscores.
 */
public final class Metrics {
    public static final String LLM_CALL_DURATION = "gen_ai.client.operation.duration";
    public static final String LLM_TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
    public static final String LLM_INPUT_TOKENS = "gen_ai.client.inference.usage.input_tokens";
    public static final String LLM_CACHED_TOKENS = "gen_ai.client.inference.usage.cache_read.input_tokens";
    public static final String LLM_OUTPUT_TOKENS = "gen_ai.client.inference.usage.output_tokens";
    public static final String DOCUMENTS = "sluice.documents";
    public static final String PENDING_CALLS = "sluice.pending.calls";
    public static final String CALLS_IN_FLIGHT = "sluice.calls.in.flight";
    public static final String WAITING_DOCUMENTS = "sluice.waiting.documents";
    public static final String OLDEST_PENDING_AGE = "sluice.oldest.pending.age";
    public static final String STAGE_DURATION = "sluice.stage.duration";
    public static final String VALIDATION_FAILURES = "sluice.validation.failures";
    public static final String PROFILE_RELOADS = "sluice.profile.reloads";
    public static final String PROFILES_OUTDATED = "sluice.profiles.outdated";
    public static final String PROGRESS_DROPPED = "sluice.progress.dropped";
    public static final String CORRECTIONS = "sluice.corrections";
    public static final String LLM_COST = "sluice.llm.cost.usd";
    public static final String STAGE_COST = "sluice.stage.cost.usd";
    public static final String DOCUMENT_COST = "sluice.document.cost.usd";
    public static final String LLM_UNPRICED_CALLS = "sluice.llm.unpriced.calls";
    public static final String SPEND_RUNNING = "sluice.spend.running";
    public static final String LLM_CIRCUIT_OPEN = "sluice.llm.circuit.open";
    public static final String LLM_CONCURRENCY_LIMIT = "sluice.llm.concurrency.limit";
    public static final String LLM_RETRIES = "sluice.llm.retries";
    public static final String LLM_RATE_WAIT = "sluice.llm.rate.wait";
    public static final String LLM_RATE_LIMIT = "sluice.llm.rate.limit";
    public static final String STAGE_RESULTS = "sluice.stage.results";
    public static final String STAGE_FALLBACKS = "sluice.stage.fallbacks";
    public static final String INSTANCES = "sluice.instances";
    public static final String BUDGET_USED_RATIO = "sluice.budget.used.ratio";
    public static final String BUDGET_LIMIT = "sluice.budget.limit.usd";
    public static final String BUDGET_REFUSALS = "sluice.budget.refusals";
    public static final String ANOMALY_THROTTLED = "sluice.anomaly.throttled";
    public static final String CACHE_HITS = "sluice.cache.hits";
    public static final String CACHE_MISSES = "sluice.cache.misses";
    public static final String CACHE_ERRORS = "sluice.cache.errors";
    public static final String CACHE_BYTES = "sluice.cache.bytes";
    public static final String CACHE_SAVED = "sluice.cache.saved.usd";

    /** Tag: always {@code chat}. */
    public static final String OPERATION = "gen_ai.operation.name";

    /** Tag: the endpoint's name in the configuration. */
    public static final String PROVIDER = "gen_ai.provider.name";

    /** Tag: the model that was asked for. The one that answered is not a tag: the server chooses its name. */
    public static final String REQUEST_MODEL = "gen_ai.request.model";

    /** Tag: the reason of a failure in lower case; {@code cut_off} for an answer not taken to its end; else {@code none}. */
    public static final String ERROR_TYPE = "error.type";

    private Metrics() {}
}
