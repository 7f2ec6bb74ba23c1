package dev.sluice.schemas.registry;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.CLASS;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings that the serde reads, under Confluent's names. Kafka hands a serde all settings of its client, so keys that
 * are not listed here are left alone; a listed one with a value that this serde cannot honour is refused. TLS is
 * configured by {@code schema.registry.} before any of Kafka's own {@code ssl.} settings, PEM included.
 */
public final class RegistryKeys {
    public static final String URL = "schema.registry.url";
    public static final String BASIC_AUTH_SOURCE = "basic.auth.credentials.source";
    public static final String BASIC_AUTH_USER_INFO = "basic.auth.user.info";
    public static final String BEARER_AUTH_SOURCE = "bearer.auth.credentials.source";
    public static final String BEARER_AUTH_TOKEN = "bearer.auth.token";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String SPECIFIC_READER = "specific.avro.reader";
    public static final String SPECIFIC_VALUE_TYPE = "specific.avro.value.type";
    public static final String SPECIFIC_KEY_TYPE = "specific.avro.key.type";
    public static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT_MS = "http.read.timeout.ms";
    public static final String MAX_RETRIES = "max.retries";
    public static final String RETRY_WAIT_MS = "retries.wait.ms";
    public static final String RETRY_MAX_WAIT_MS = "retries.max.wait.ms";
    public static final String MISSING_ID_TTL_SEC = "missing.id.cache.ttl.sec";
    public static final String MISSING_SCHEMA_TTL_SEC = "missing.schema.cache.ttl.sec";

    static final String TLS_PREFIX = "schema.registry.";
    static final String FROM_URL = "URL";
    static final String FROM_USER_INFO = "USER_INFO";

    private static final String USE_LATEST = "use.latest.version";
    private static final String TOPIC_NAME_STRATEGY = "io.confluent.kafka.serializers.subject.TopicNameStrategy";

    private RegistryKeys() {}

    /** The settings with their types, defaults and meaning; {@link ConfigDef#toRst()} and the like print them. */
    public static ConfigDef definition() {
        ValidString topicName = ValidString.in(TOPIC_NAME_STRATEGY);
        return new ConfigDef()
                .define(
                        URL,
                        LIST,
                        NO_DEFAULT_VALUE,
                        ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                        HIGH,
                        "One URL or several of the same registry, by commas; the next one is tried when one does not answer.")
                .define(
                        BASIC_AUTH_SOURCE,
                        STRING,
                        FROM_URL,
                        ValidString.in(FROM_URL, FROM_USER_INFO),
                        MEDIUM,
                        "Where name and password are: in schema.registry.url (URL) or in basic.auth.user.info (USER_INFO).")
                .define(BASIC_AUTH_USER_INFO, PASSWORD, null, MEDIUM, "name:password.")
                .define(
                        BEARER_AUTH_SOURCE,
                        STRING,
                        "STATIC_TOKEN",
                        ValidString.in("STATIC_TOKEN"),
                        LOW,
                        "For OAuth build with -Pconfluent and use Confluent's serde.")
                .define(BEARER_AUTH_TOKEN, PASSWORD, null, MEDIUM, "The token to send.")
                .define(
                        AUTO_REGISTER,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Whether to register the schema of a record that is not registered yet. Leave it off in production: register before the roll-out.")
                .define(
                        USE_LATEST,
                        BOOLEAN,
                        false,
                        RegistryKeys::refuseLatest,
                        LOW,
                        "Not supported: the record's own schema is looked up.")
                .define(
                        "key.subject.name.strategy",
                        STRING,
                        TOPIC_NAME_STRATEGY,
                        topicName,
                        LOW,
                        "The subject is the topic and -key.")
                .define(
                        "value.subject.name.strategy",
                        STRING,
                        TOPIC_NAME_STRATEGY,
                        topicName,
                        LOW,
                        "The subject is the topic and -value.")
                .define(
                        SPECIFIC_READER,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Whether to read into the generated class that has the name of the writer's schema, instead of generic records.")
                .define(SPECIFIC_KEY_TYPE, CLASS, null, MEDIUM, "The generated class to read keys into.")
                .define(
                        SPECIFIC_VALUE_TYPE,
                        CLASS,
                        null,
                        MEDIUM,
                        "The generated class to read values into, whatever the writer called it.")
                .define(CONNECT_TIMEOUT_MS, INT, 5_000, atLeast(1), LOW, "How long to wait for a connection.")
                .define(READ_TIMEOUT_MS, INT, 10_000, atLeast(1), LOW, "How long to wait for a whole answer.")
                .define(
                        MAX_RETRIES,
                        INT,
                        3,
                        atLeast(0),
                        LOW,
                        "How often to go through all URLs again when none answered, or when all answered 429 or 5xx.")
                .define(
                        RETRY_WAIT_MS,
                        INT,
                        200,
                        atLeast(0),
                        LOW,
                        "The wait before the first of these; it doubles each time, with jitter. Retry-After overrides it.")
                .define(
                        RETRY_MAX_WAIT_MS,
                        INT,
                        5_000,
                        atLeast(0),
                        LOW,
                        "The longest wait between two of them, Retry-After included.")
                .define(
                        MISSING_ID_TTL_SEC,
                        LONG,
                        10,
                        atLeast(0),
                        LOW,
                        "How long an id that the registry does not know is not asked for again.")
                .define(
                        MISSING_SCHEMA_TTL_SEC,
                        LONG,
                        10,
                        atLeast(0),
                        LOW,
                        "How long a schema that is not registered is not looked up again.");
    }

    static AbstractConfig parse(Map<String, ?> settings) {
        return new AbstractConfig(definition(), settings, false);
    }

    private static void refuseLatest(String key, Object value) {
        if ((boolean) value) {
            throw new ConfigException(
                    key,
                    value,
                    "writing with a schema that is not the record's own can swap fields; leave the key out");
        }
    }
}
