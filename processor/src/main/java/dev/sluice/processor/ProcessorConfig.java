package dev.sluice.processor;

import static dev.sluice.processor.config.BudgetKeys.BUDGET_SOFT_ENGINE;
import static dev.sluice.processor.config.CacheKeys.CACHE_MAX_ENTRY_BYTES;
import static dev.sluice.processor.config.CacheKeys.CACHE_MEMORY_BYTES;
import static dev.sluice.processor.config.CacheKeys.CACHE_REDIS_PREFIX;
import static dev.sluice.processor.config.CacheKeys.CACHE_REDIS_TIMEOUT_MS;
import static dev.sluice.processor.config.CacheKeys.CACHE_REDIS_URL;
import static dev.sluice.processor.config.CacheKeys.CACHE_SCOPE;
import static dev.sluice.processor.config.CacheKeys.CACHE_TTL_MS;
import static dev.sluice.processor.config.ConfigTable.APPLICATION_ID;
import static dev.sluice.processor.config.ConfigTable.DOCUMENT_MAX_PARTS;
import static dev.sluice.processor.config.ConfigTable.DOCUMENT_PARALLEL_PARTS;
import static dev.sluice.processor.config.ConfigTable.HTTP_HOST;
import static dev.sluice.processor.config.ConfigTable.HTTP_PORT;
import static dev.sluice.processor.config.ConfigTable.INGEST_MAX_CHARACTERS;
import static dev.sluice.processor.config.ConfigTable.INGEST_MAX_PARALLEL;
import static dev.sluice.processor.config.ConfigTable.INGEST_TIMEOUT_MS;
import static dev.sluice.processor.config.ConfigTable.LLM_API_KEY;
import static dev.sluice.processor.config.ConfigTable.LLM_BASE_URL;
import static dev.sluice.processor.config.ConfigTable.LLM_CALL_TIMEOUT_MS;
import static dev.sluice.processor.config.ConfigTable.LLM_CONNECT_TIMEOUT_MS;
import static dev.sluice.processor.config.ConfigTable.LLM_ENGINES;
import static dev.sluice.processor.config.ConfigTable.LLM_LOG_PROBABILITIES;
import static dev.sluice.processor.config.ConfigTable.LLM_MAX_INPUT_TOKENS;
import static dev.sluice.processor.config.ConfigTable.LLM_MAX_IN_FLIGHT;
import static dev.sluice.processor.config.ConfigTable.LLM_MAX_OUTPUT_TOKENS;
import static dev.sluice.processor.config.ConfigTable.LLM_MODEL;
import static dev.sluice.processor.config.ConfigTable.LLM_ORGANIZATION;
import static dev.sluice.processor.config.ConfigTable.LLM_PROJECT;
import static dev.sluice.processor.config.ConfigTable.LLM_STALL_TIMEOUT_MS;
import static dev.sluice.processor.config.ConfigTable.LLM_STREAM;
import static dev.sluice.processor.config.ConfigTable.LLM_TEMPERATURE;
import static dev.sluice.processor.config.ConfigTable.LLM_TOKEN_LIMIT_FIELD;
import static dev.sluice.processor.config.ConfigTable.MAX_DOCUMENT_BYTES;
import static dev.sluice.processor.config.ConfigTable.PRICES_FILE;
import static dev.sluice.processor.config.ConfigTable.PROCESSING_GUARANTEE;
import static dev.sluice.processor.config.ConfigTable.PROGRESS_ENABLED;
import static dev.sluice.processor.config.ConfigTable.RETRY_BACKOFF_MAX_MS;
import static dev.sluice.processor.config.ConfigTable.RETRY_BACKOFF_MS;
import static dev.sluice.processor.config.ConfigTable.ROUTER_ACCEPT;
import static dev.sluice.processor.config.ConfigTable.ROUTER_ENGINE;
import static dev.sluice.processor.config.ConfigTable.SHUTDOWN_GRACE_MS;
import static dev.sluice.processor.config.ConfigTable.SPEND_ENABLED;
import static dev.sluice.processor.config.ConfigTable.STAGE_MAX_IN_FLIGHT;
import static dev.sluice.processor.config.ConfigTable.STAGE_MAX_PAUSED;
import static dev.sluice.processor.config.ConfigTable.STATE_DIR;
import static dev.sluice.processor.config.ConfigTable.STREAM_THREADS;
import static dev.sluice.processor.config.ConfigTable.TRACING_TEXTS;
import static dev.sluice.processor.config.ConfigTable.VISION_ENGINE;
import static dev.sluice.processor.config.ConfigTable.VISION_MAX_EDGE;
import static dev.sluice.processor.config.ConfigTable.VISION_MAX_PAGES;
import static dev.sluice.processor.config.ConfigTable.VISION_MAX_PIXELS;
import static dev.sluice.runtime.config.SharedKeys.PROFILES_DIR;
import static dev.sluice.runtime.config.SharedKeys.PROFILES_RELOAD_MS;

import dev.sluice.processor.alert.AlertThresholds;
import dev.sluice.processor.budget.AnomalySettings;
import dev.sluice.processor.budget.BudgetSettings;
import dev.sluice.processor.cache.CacheSettings;
import dev.sluice.processor.cache.CacheSettings.Scope;
import dev.sluice.processor.cache.RedisSettings;
import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.config.ResilienceKeys;
import dev.sluice.processor.config.Settings;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.ingest.IngestLimits;
import dev.sluice.processor.ingest.VisionLimits;
import dev.sluice.processor.ingest.VisionSettings;
import dev.sluice.processor.llm.ApiKey;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.ModelParameters.TokenLimitField;
import dev.sluice.processor.observe.HttpSettings;
import dev.sluice.processor.resilience.Resilience;
import dev.sluice.processor.resilience.ResilienceSettings;
import dev.sluice.processor.route.RouterSettings;
import dev.sluice.processor.spend.PriceFile;
import dev.sluice.processor.spend.PriceTable;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.trace.TraceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The processor's configuration, checked. Secrets do not show in its text.
 *
 * @param streams Kafka Streams' configuration
 * @param registry the serde's settings
 * @param stageMaxInFlight the most calls in flight at each stage of each task
 * @param stageMaxPaused the most paused documents that each stage of each task sets aside
 * @param maxDocumentBytes the largest raw record that is processed
 * @param ingest what one document may cost to read
 * @param vision what reads documents that are pictures; nothing does if absent
 * @param longDocuments what may be done for a document that does not fit into one request
 * @param models the models to call, the default one first; the offline engine serves if there is none
 * @param resilience how calls to them are limited and tried again
 * @param cache which answers are kept, where and how long
 * @param prices the file that says what the models cost; their calls count as free if absent
 * @param profiles the user's own profiles
 * @param router what chooses the profile of documents that nothing else gives one
 * @param profilesReload how often to look whether they were edited
 * @param retryBackoff the first wait for a provider that is down
 * @param retryBackoffMax the longest such wait
 * @param spend whether this instance takes part in summing up what calls cost
 * @param budgets what calls to models may cost
 * @param anomaly when calls are too many at once
 * @param alerts when people are told, and where
 * @param progress whether it is reported how far documents are
 * @param tracing where traces go
 * @param tracedTexts whether they hold what models were asked and answered
 * @param shutdownGrace how long a stopping instance waits for the calls in flight
 */
public record ProcessorConfig(
        Properties streams,
        Map<String, String> registry,
        int stageMaxInFlight,
        int stageMaxPaused,
        int maxDocumentBytes,
        IngestLimits ingest,
        Optional<VisionSettings> vision,
        LongDocumentLimits longDocuments,
        List<ModelEndpoint> models,
        Resilience resilience,
        CacheSettings cache,
        Optional<Path> prices,
        Optional<Path> profiles,
        RouterSettings router,
        Duration profilesReload,
        Duration retryBackoff,
        Duration retryBackoffMax,
        boolean spend,
        BudgetSettings budgets,
        AnomalySettings anomaly,
        AlertThresholds alerts,
        boolean progress,
        TraceSettings tracing,
        boolean tracedTexts,
        HttpSettings http,
        Duration shutdownGrace) {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");

    /**
     * Checks the values of the keys in {@link dev.sluice.processor.config.ConfigTable}.
     *
     * @throws ConfigException naming the key that is unknown, missing or has a bad value
     */
    public static ProcessorConfig of(Map<String, String> values) {
        Settings settings = Settings.of(values);
        ConfigValues configured = settings.values();
        try {
            return new ProcessorConfig(
                    StreamsProperties.of(
                            configured.text(APPLICATION_ID),
                            Path.of(configured.text(STATE_DIR)),
                            configured.integer(STREAM_THREADS),
                            configured.text(PROCESSING_GUARANTEE),
                            configured.kafka()),
                    registry(configured),
                    configured.integer(STAGE_MAX_IN_FLIGHT),
                    configured.integer(STAGE_MAX_PAUSED),
                    configured.integer(MAX_DOCUMENT_BYTES),
                    ingest(configured),
                    vision(configured),
                    new LongDocumentLimits(
                            configured.integer(DOCUMENT_MAX_PARTS), configured.integer(DOCUMENT_PARALLEL_PARTS)),
                    models(settings),
                    resilience(settings),
                    cache(configured),
                    configured.optionalPath(PRICES_FILE),
                    configured.optionalPath(PROFILES_DIR),
                    new RouterSettings(configured.text(ROUTER_ENGINE), configured.number(ROUTER_ACCEPT)),
                    configured.millis(PROFILES_RELOAD_MS),
                    configured.millis(RETRY_BACKOFF_MS),
                    configured.millis(RETRY_BACKOFF_MAX_MS),
                    configured.flag(SPEND_ENABLED),
                    BudgetSettings.of(configured),
                    AnomalySettings.of(configured),
                    AlertThresholds.of(configured),
                    configured.flag(PROGRESS_ENABLED),
                    TraceSettings.of(configured),
                    configured.flag(TRACING_TEXTS),
                    new HttpSettings(configured.text(HTTP_HOST), configured.integer(HTTP_PORT)),
                    configured.millis(SHUTDOWN_GRACE_MS));
        } catch (IllegalArgumentException e) {
            ConfigException failure = new ConfigException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    public ProcessorConfig {
        models = List.copyOf(models);
        Set<String> engines = names(models);
        if (!engines.contains(router.engine())) {
            throw new ConfigException("The key " + ROUTER_ENGINE + " is " + router.engine()
                    + ", which is no engine. Set it to one of " + engines + ", or add the engine to " + LLM_ENGINES
                    + ".");
        }
        budgets.softEngine().filter(engine -> !engines.contains(engine)).ifPresent(engine -> {
            throw new ConfigException("The key " + BUDGET_SOFT_ENGINE + " is " + engine
                    + ", which is no engine. Set it to one of " + engines + ", or add the engine to " + LLM_ENGINES
                    + ".");
        });
        String seeing = vision.map(VisionSettings::engine).orElse("");
        if (!seeing.isEmpty() && models.stream().noneMatch(model -> model.name().equals(seeing))) {
            throw new ConfigException("The key " + VISION_ENGINE + " is " + seeing + ", but the models are "
                    + models.stream().map(ModelEndpoint::name).toList() + ". Name one of them, or configure it by "
                    + LLM_BASE_URL + " and " + LLM_ENGINES + ".");
        }
    }

    /**
     * What the models cost.
     *
     * @throws ConfigException if the file is not usable, naming what is wrong with it
     */
    public PriceTable priceTable() {
        return prices.map(PriceFile::read).orElse(PriceTable.EMPTY);
    }

    /** Only what cannot be a secret: the keys for Kafka and the registry may hold some. */
    @Override
    public String toString() {
        return "ProcessorConfig[" + streams.get(StreamsConfig.APPLICATION_ID_CONFIG) + ", models="
                + models.stream().map(ModelEndpoint::model).toList() + ", stageMaxInFlight=" + stageMaxInFlight + "]";
    }

    private static Map<String, String> registry(ConfigValues values) {
        Map<String, String> registry = values.registry();
        if (!registry.containsKey("schema.registry.url")) {
            throw new ConfigException(
                    "The key schema.registry.url is missing: name the registry, such as http://host:8081.");
        }
        return registry;
    }

    private static IngestLimits ingest(ConfigValues values) {
        IngestLimits defaults = IngestLimits.DEFAULTS;
        return new IngestLimits(
                values.millis(INGEST_TIMEOUT_MS),
                defaults.inputBytes(),
                values.integer(INGEST_MAX_CHARACTERS),
                defaults.inflatedBytes(),
                defaults.nesting(),
                defaults.embeddedDocuments(),
                values.integer(INGEST_MAX_PARALLEL));
    }

    private static Optional<VisionSettings> vision(ConfigValues values) {
        VisionLimits limits = new VisionLimits(
                values.integer(VISION_MAX_PAGES), values.integer(VISION_MAX_PIXELS), values.integer(VISION_MAX_EDGE));
        return values.optionalText(VISION_ENGINE).map(engine -> new VisionSettings(engine, limits));
    }

    private static CacheSettings cache(ConfigValues values) {
        return new CacheSettings(
                Scope.valueOf(values.text(CACHE_SCOPE).toUpperCase(Locale.ROOT)),
                values.whole(CACHE_MEMORY_BYTES),
                values.millis(CACHE_TTL_MS),
                values.integer(CACHE_MAX_ENTRY_BYTES),
                values.secret(CACHE_REDIS_URL)
                        .map(url -> new RedisSettings(
                                url, values.text(CACHE_REDIS_PREFIX), values.millis(CACHE_REDIS_TIMEOUT_MS))));
    }

    /** The names that profiles can call engines by. */
    public Set<String> engines() {
        return names(models);
    }

    private static Set<String> names(List<ModelEndpoint> models) {
        Set<String> names = new TreeSet<>(ProfileLoader.STANDARD_ENGINES);
        models.forEach(model -> names.add(model.name()));
        return names;
    }

    private static List<ModelEndpoint> models(Settings settings) {
        List<ModelEndpoint> models = new ArrayList<>();
        model(EngineLadder.MODEL, settings.values()).ifPresent(models::add);
        for (String engine : settings.engines()) {
            if (models.isEmpty()) {
                throw new ConfigException("The key " + LLM_ENGINES + " names " + engine
                        + ", but there is no default model. Set " + LLM_BASE_URL + " or " + LLM_API_KEY + " too.");
            }
            model(engine, settings.engine(engine)).ifPresent(models::add);
        }
        return models;
    }

    private static Resilience resilience(Settings settings) {
        Map<String, ResilienceSettings> engines = new HashMap<>();
        engines.put(EngineLadder.MODEL, ResilienceKeys.read(settings.values()));
        settings.engines().forEach(engine -> engines.put(engine, ResilienceKeys.read(settings.engine(engine))));
        return new Resilience(settings.values().integer(ResilienceKeys.MAX_IN_FLIGHT_TOTAL), engines);
    }

    private static Optional<ModelEndpoint> model(String engine, ConfigValues values) {
        Optional<URI> url = values.optionalText(LLM_BASE_URL).map(URI::create);
        Optional<ApiKey> key = values.secret(LLM_API_KEY).map(ApiKey::new);
        if (url.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ModelEndpoint(
                engine,
                url.orElse(OPENAI),
                values.text(LLM_MODEL),
                new Credentials(key, values.optionalText(LLM_ORGANIZATION), values.optionalText(LLM_PROJECT)),
                new CallTimeouts(
                        values.millis(LLM_CONNECT_TIMEOUT_MS),
                        values.millis(LLM_STALL_TIMEOUT_MS),
                        values.millis(LLM_CALL_TIMEOUT_MS)),
                new ModelParameters(
                        values.integer(LLM_MAX_INPUT_TOKENS),
                        values.integer(LLM_MAX_OUTPUT_TOKENS),
                        TokenLimitField.valueOf(
                                values.text(LLM_TOKEN_LIMIT_FIELD).toUpperCase(Locale.ROOT)),
                        values.optionalNumber(LLM_TEMPERATURE),
                        values.flag(LLM_STREAM),
                        values.flag(LLM_LOG_PROBABILITIES)),
                values.integer(LLM_MAX_IN_FLIGHT)));
    }
}
