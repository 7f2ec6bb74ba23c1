package dev.sluice.processor.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.sluice.runtime.config.SharedKeys;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/**
 * The table of the processor's configuration keys, by Kafka's own conventions: dotted names, durations as {@code *.ms},
 * sizes as {@code *.bytes}. The configuration is read by it, and its reference page is generated from it.
 */
public final class ConfigTable {
    public static final String APPLICATION_ID = "application.id";
    public static final String STATE_DIR = "state.dir";
    public static final String STREAM_THREADS = "stream.threads";
    public static final String PROCESSING_GUARANTEE = "processing.guarantee";
    public static final String STAGE_MAX_IN_FLIGHT = "stage.max.in.flight";
    public static final String STAGE_MAX_PAUSED = "stage.max.paused";
    public static final String MAX_DOCUMENT_BYTES = "max.document.bytes";
    public static final String DOCUMENT_MAX_PARTS = "document.max.parts";
    public static final String DOCUMENT_PARALLEL_PARTS = "document.parallel.parts";
    public static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
    public static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";
    public static final String ROUTER_ENGINE = "router.engine";
    public static final String ROUTER_ACCEPT = "router.accept";
    public static final String VISION_ENGINE = "vision.engine";
    public static final String VISION_MAX_PAGES = "vision.max.pages";
    public static final String VISION_MAX_PIXELS = "vision.max.pixels";
    public static final String VISION_MAX_EDGE = "vision.max.edge";
    public static final String INGEST_TIMEOUT_MS = "ingest.timeout.ms";
    public static final String INGEST_MAX_CHARACTERS = "ingest.max.characters";
    public static final String INGEST_MAX_PARALLEL = "ingest.max.parallel";
    public static final String LLM_BASE_URL = "llm.base.url";
    public static final String LLM_API_KEY = "llm.api.key";
    public static final String LLM_ORGANIZATION = "llm.organization";
    public static final String LLM_PROJECT = "llm.project";
    public static final String LLM_MODEL = "llm.model";
    public static final String LLM_ENGINES = "llm.engines";
    public static final String LLM_MAX_IN_FLIGHT = "llm.max.in.flight";
    public static final String LLM_CONNECT_TIMEOUT_MS = "llm.connect.timeout.ms";
    public static final String LLM_STALL_TIMEOUT_MS = "llm.stall.timeout.ms";
    public static final String LLM_CALL_TIMEOUT_MS = "llm.call.timeout.ms";
    public static final String LLM_MAX_INPUT_TOKENS = "llm.max.input.tokens";
    public static final String LLM_MAX_OUTPUT_TOKENS = "llm.max.output.tokens";
    public static final String LLM_TOKEN_LIMIT_FIELD = "llm.token.limit.field";
    public static final String LLM_TEMPERATURE = "llm.temperature";
    public static final String LLM_STREAM = "llm.stream";
    public static final String LLM_LOG_PROBABILITIES = "llm.log.probabilities";
    public static final String PRICES_FILE = "prices.file";
    public static final String SPEND_ENABLED = "spend.enabled";
    public static final String PROGRESS_ENABLED = "progress.enabled";
    public static final String TRACING_TEXTS = "tracing.texts";
    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";
    public static final String SHUTDOWN_GRACE_MS = "shutdown.grace.ms";

    /** What the keys of models begin with. */
    public static final String LLM_PREFIX = "llm.";

    /** Keys behind this prefix are the review console's, which can read the same file. */
    public static final String CONSOLE_PREFIX = "console.";

    private static final @Nullable Object NONE = null;

    private ConfigTable() {}

    /** The keys with their types, defaults, bounds and meanings. */
    public static ConfigDef definitions() {
        ConfigDef table = new ConfigDef();
        SharedKeys.define(table);
        defineApplication(table);
        defineDocuments(table);
        defineVision(table);
        defineModel(table);
        ResilienceKeys.define(table);
        CacheKeys.define(table);
        defineOperation(table);
        BudgetKeys.define(table);
        return table;
    }

    private static void defineApplication(ConfigDef table) {
        table.define(
                        APPLICATION_ID,
                        STRING,
                        "sluice",
                        HIGH,
                        "Names the consumer group, the transactions and the changelog topics. Instances that share it"
                                + " share the work.")
                .define(
                        STATE_DIR,
                        STRING,
                        "state",
                        HIGH,
                        "The folder of the stages' stores. An instance that finds it again after a restart is back at"
                                + " work at once.")
                .define(
                        STREAM_THREADS,
                        INT,
                        1,
                        Range.between(1, 64),
                        LOW,
                        "Stream threads of this instance. Model calls do not run on them; one is enough for most"
                                + " loads.")
                .define(
                        PROCESSING_GUARANTEE,
                        STRING,
                        "exactly_once_v2",
                        ValidString.in("exactly_once_v2", "at_least_once"),
                        MEDIUM,
                        "exactly_once_v2, or at_least_once, under which a crash can publish an outcome twice.")
                .define(
                        STAGE_MAX_IN_FLIGHT,
                        INT,
                        256,
                        Range.between(1, 100_000),
                        HIGH,
                        "The most calls in flight at each stage of each partition. Documents a second are at most this"
                                + " number times the partitions, divided by the seconds that a call takes.")
                .define(
                        STAGE_MAX_PAUSED,
                        INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        MEDIUM,
                        "The most documents of paused tenants and profiles that each stage of each partition sets aside, so"
                                + " that the others go on. From there on the partition is not read further. They are kept"
                                + " in the store and its changelog.");
    }

    private static void defineDocuments(ConfigDef table) {
        table.define(
                        MAX_DOCUMENT_BYTES,
                        INT,
                        8 * 1024 * 1024,
                        Range.between(1, 12 * 1024 * 1024),
                        MEDIUM,
                        "The largest raw record that is processed; larger ones become dead letters.")
                .define(
                        DOCUMENT_MAX_PARTS,
                        INT,
                        64,
                        Range.between(2, 1_000),
                        MEDIUM,
                        "The most parts that a document is read in which does not fit into one request to the model."
                                + " Longer ones become dead letters. It bounds what one document can cost.")
                .define(
                        DOCUMENT_PARALLEL_PARTS,
                        INT,
                        8,
                        Range.between(1, 1_000),
                        MEDIUM,
                        "How many parts of one document are read at once, so that a book leaves room for the others.")
                .define(
                        ROUTER_ENGINE,
                        STRING,
                        "offline",
                        LOW,
                        "The engine that chooses among the profiles that are routed, for documents that neither name a"
                                + " profile nor meet a rule of one: offline, model, or one of llm.engines.")
                .define(
                        ROUTER_ACCEPT,
                        DOUBLE,
                        0.75,
                        Range.between(0, 1),
                        LOW,
                        "The least confidence to choose by; below, a document is general.")
                .define(
                        INGEST_TIMEOUT_MS,
                        LONG,
                        30_000,
                        Range.between(100, 3_600_000),
                        LOW,
                        "The longest time to read the text out of one document.")
                .define(
                        INGEST_MAX_CHARACTERS,
                        INT,
                        2_000_000,
                        Range.between(1_000, 4_000_000),
                        LOW,
                        "The longest text of one document, attachments included.")
                .define(
                        INGEST_MAX_PARALLEL,
                        INT,
                        4,
                        Range.between(1, 256),
                        LOW,
                        "How many files are read at once; each may need some hundred megabytes at worst.")
                .define(
                        RETRY_BACKOFF_MS,
                        LONG,
                        1_000,
                        Range.between(10, 3_600_000),
                        MEDIUM,
                        "How long a document waits for a provider that is down before it is tried again; doubled with"
                                + " each retry.")
                .define(
                        RETRY_BACKOFF_MAX_MS,
                        LONG,
                        60_000,
                        Range.between(10, 86_400_000),
                        MEDIUM,
                        "The longest such wait, unless the provider asks for a longer one.");
    }

    private static void defineVision(ConfigDef table) {
        table.define(
                        VISION_ENGINE,
                        STRING,
                        NONE,
                        MEDIUM,
                        "The engine that reads pictures and scanned PDFs: model, or one of llm.engines, whose model can"
                                + " see. Without one they become dead letters.")
                .define(
                        VISION_MAX_PAGES,
                        INT,
                        20,
                        Range.between(1, 1_000),
                        MEDIUM,
                        "The most pages of one scanned PDF; each is a call to the model.")
                .define(
                        VISION_MAX_PIXELS,
                        INT,
                        50_000_000,
                        Range.between(10_000, 1_000_000_000),
                        LOW,
                        "The most pixels of one picture. Reading one takes up to four bytes for each.")
                .define(
                        VISION_MAX_EDGE,
                        INT,
                        2_048,
                        Range.between(256, 8_192),
                        LOW,
                        "The longer edge, in pixels, of the pictures that are sent; larger ones are scaled down.");
    }

    private static void defineModel(ConfigDef table) {
        table.define(
                        LLM_BASE_URL,
                        STRING,
                        NONE,
                        HIGH,
                        "The OpenAI-compatible server, up to and with /v1; OpenAI's own if only the key is given. With"
                                + " neither, the offline engine serves. OPENAI_BASE_URL sets it too.")
                .define(LLM_API_KEY, PASSWORD, NONE, HIGH, "The server's key. OPENAI_API_KEY sets it too.")
                .define(LLM_ORGANIZATION, STRING, NONE, LOW, "Sent as the OpenAI-Organization header.")
                .define(LLM_PROJECT, STRING, NONE, LOW, "Sent as the OpenAI-Project header.")
                .define(
                        LLM_MODEL,
                        STRING,
                        "gpt-5-mini",
                        HIGH,
                        "The model to ask for, as the server knows it. OPENAI_MODEL sets it too.")
                .define(
                        LLM_ENGINES,
                        STRING,
                        NONE,
                        MEDIUM,
                        "Names of further models, by which profiles list them as engines, such as strong, vision. Each"
                                + " takes the keys of the model behind its own name, such as llm.strong.model, and"
                                + " shares what it does not set.")
                .define(
                        LLM_MAX_IN_FLIGHT,
                        INT,
                        1_024,
                        Range.between(1, 10_000),
                        HIGH,
                        "The most calls in flight to the model from this instance, over all stages and partitions.")
                .define(
                        LLM_CONNECT_TIMEOUT_MS,
                        LONG,
                        10_000,
                        Range.between(1, 3_600_000),
                        LOW,
                        "The longest time to set up a connection.")
                .define(
                        LLM_STALL_TIMEOUT_MS,
                        LONG,
                        90_000,
                        Range.between(1, 3_600_000),
                        LOW,
                        "The longest time without a byte from the server. It covers the thinking before an answer.")
                .define(
                        LLM_CALL_TIMEOUT_MS,
                        LONG,
                        120_000,
                        Range.between(1, 3_600_000),
                        MEDIUM,
                        "The longest time for a whole call.")
                .define(
                        LLM_MAX_INPUT_TOKENS,
                        INT,
                        16_000,
                        Range.between(4_000, 2_000_000),
                        HIGH,
                        "The most tokens of one request: instructions, text, and an answer to be corrected. A document"
                                + " that does not fit is read in parts. At most the model's context window less the"
                                + " longest answer; counted as OpenAI's o200k_base does, so for a model of another"
                                + " family leave a third of room. Profiles may set it lower or higher for a step.")
                .define(
                        LLM_MAX_OUTPUT_TOKENS,
                        INT,
                        4_096,
                        Range.between(1, 1_000_000),
                        MEDIUM,
                        "The longest answer that is asked for at first.")
                .define(
                        LLM_TOKEN_LIMIT_FIELD,
                        STRING,
                        "max_completion_tokens",
                        ValidString.in("max_completion_tokens", "max_tokens"),
                        LOW,
                        "How the server calls that limit; some know only max_tokens.")
                .define(
                        LLM_TEMPERATURE,
                        DOUBLE,
                        NONE,
                        LOW,
                        "0 to 2; left out of requests unless set, as some models take none.")
                .define(
                        LLM_STREAM,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Has answers come in pieces: one that cannot become valid is cut off at once, the time to the"
                                + " first words is measured, and llm.stall.timeout.ms is the longest time between two"
                                + " pieces.")
                .define(
                        LLM_LOG_PROBABILITIES,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Asks the server how likely each token was, and lets the least likely one of a field or label limit"
                                + " its confidence. Models that reason refuse to say, and with them the request.");
    }

    private static void defineOperation(ConfigDef table) {
        table.define(
                        SPEND_ENABLED,
                        BOOLEAN,
                        true,
                        LOW,
                        "Whether this instance takes part in summing up llm.usage to llm.spend. One that does is enough.")
                .define(
                        PRICES_FILE,
                        STRING,
                        NONE,
                        MEDIUM,
                        "A YAML file with what the models cost: see docs/cost.md. Calls of models that are not in it count as"
                                + " free, and say so.")
                .define(
                        PROGRESS_ENABLED,
                        BOOLEAN,
                        false,
                        LOW,
                        "Reports on documents.progress when stages start and end, and what models write meanwhile if"
                                + " llm.stream is set: for live views. Best effort; never delays a document.")
                .define(
                        TRACING_TEXTS,
                        BOOLEAN,
                        false,
                        LOW,
                        "Has traces hold what models were asked and answered, personal data included. For a collector that"
                                + " may see your documents.")
                .define(HTTP_HOST, STRING, "127.0.0.1", MEDIUM, "Where /healthz, /readyz and /metrics listen.")
                .define(
                        HTTP_PORT,
                        INT,
                        8080,
                        Range.between(0, 65_535),
                        MEDIUM,
                        "Their port; 0 takes a free one and logs it.")
                .define(
                        SHUTDOWN_GRACE_MS,
                        LONG,
                        30_000,
                        Range.between(0, 3_600_000),
                        MEDIUM,
                        "How long a stopping instance waits for the calls in flight. What does not end in time is"
                                + " called again by whoever takes over.");
    }
}
