package dev.sluice.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.sluice.schemas.registry.AvroSerdes;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/** The configuration keys that mean the same to processor and console, which can read one file. */
public final class SharedKeys {
    public static final String PROFILES_DIR = "profiles.dir";
    public static final String PROFILES_RELOAD_MS = "profiles.reload.ms";
    public static final String VALUE_SERIALIZER = AvroSerdes.SERIALIZER_CLASS;
    public static final String VALUE_DESERIALIZER = AvroSerdes.DESERIALIZER_CLASS;
    public static final String ALERTS_WEBHOOK_URL = "alerts.webhook.url";
    public static final String ALERTS_TEMPLATE_FILE = "alerts.template.file";
    public static final String ALERTS_COOLDOWN_MS = "alerts.cooldown.ms";
    public static final String TRACING_OTLP_ENDPOINT = "tracing.otlp.endpoint";
    public static final String TRACING_RATIO = "tracing.ratio";
    public static final String LOG_FORMAT = "log.format";
    public static final String LOG_LEVEL = "log.level";

    /** Keys behind this prefix go to Kafka Streams and its clients, without it. */
    public static final String KAFKA_PREFIX = "kafka.";

    private static final @Nullable Object NONE = null;

    private SharedKeys() {}

    /** Adds them to a table. */
    public static void define(ConfigDef table) {
        table.define(
                        PROFILES_DIR,
                        STRING,
                        NONE,
                        MEDIUM,
                        "A folder of profiles, one folder each. They are added to the built-in ones and replace those"
                                + " of the same name.")
                .define(
                        PROFILES_RELOAD_MS,
                        LONG,
                        2_000,
                        Range.between(100, 3_600_000),
                        LOW,
                        "How often to look whether the folder of profiles was edited. An edit is in use after two looks; one"
                                + " with a mistake is logged and the profiles before it stay in use.")
                .define(
                        VALUE_SERIALIZER,
                        STRING,
                        "dev.sluice.schemas.registry.RegistryAvroSerializer",
                        LOW,
                        "The serializer class of published records, such as Confluent's KafkaAvroSerializer.")
                .define(
                        VALUE_DESERIALIZER,
                        STRING,
                        "dev.sluice.schemas.registry.RegistryAvroDeserializer",
                        LOW,
                        "The deserializer class of raw records.");
        defineAlerts(table);
        defineTracing(table);
        ofLog().configKeys().values().forEach(table::define);
    }

    private static void defineAlerts(ConfigDef table) {
        table.define(
                        ALERTS_WEBHOOK_URL,
                        PASSWORD,
                        NONE,
                        MEDIUM,
                        "Where alerts are posted as JSON, such as a Slack-compatible incoming webhook. Without it they are"
                                + " only logged.")
                .define(
                        ALERTS_TEMPLATE_FILE,
                        STRING,
                        NONE,
                        LOW,
                        "A Mustache template of the JSON that is posted, with the variables key, severity, title, text,"
                                + " source and over. Without it: {\"text\": ...}, as Slack takes it.")
                .define(
                        ALERTS_COOLDOWN_MS,
                        LONG,
                        900_000,
                        Range.between(1_000, 604_800_000),
                        LOW,
                        "After how long an alert that goes on is told again, and for how long its cause must stay away to"
                                + " be told as over.");
    }

    private static void defineTracing(ConfigDef table) {
        table.define(
                        TRACING_OTLP_ENDPOINT,
                        STRING,
                        NONE,
                        LOW,
                        "Where traces are sent, by OTLP over HTTP, such as http://collector:4318/v1/traces. Without it there"
                                + " are none.")
                .define(
                        TRACING_RATIO,
                        DOUBLE,
                        1.0,
                        Range.between(0, 1),
                        LOW,
                        "How many of the documents that come without a trace of their own get one, 0 to 1. One that comes"
                                + " with traceparent is traced if that says so.");
    }

    /** A table of those of the log alone. */
    public static ConfigDef ofLog() {
        return new ConfigDef()
                .define(
                        LOG_FORMAT,
                        STRING,
                        "text",
                        ValidString.in("text", "json"),
                        LOW,
                        "text for people, json for collectors.")
                .define(
                        LOG_LEVEL,
                        STRING,
                        "info",
                        ValidString.in("error", "warn", "info", "debug"),
                        LOW,
                        "The least severe messages of Sluice's own that are logged.");
    }
}
