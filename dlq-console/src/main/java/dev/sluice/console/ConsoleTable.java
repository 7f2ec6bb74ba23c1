package dev.sluice.console;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.sluice.runtime.config.SharedKeys;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/**
 * The table of the console's configuration keys, by Kafka's own conventions. What it shares with the processor has the same
 * name there, so that both can read one file.
 */
public final class ConsoleTable {
    public static final String APPLICATION_ID = "console.application.id";
    public static final String STATE_DIR = "console.state.dir";
    public static final String HOST = "console.host";
    public static final String PORT = "console.port";
    public static final String USERS_FILE = "console.users.file";
    public static final String SESSION_KEY = "console.session.key";
    public static final String SESSION_MS = "console.session.ms";
    public static final String COOKIE_SECURE = "console.cookie.secure";
    public static final String ANSWER_TIMEOUT_MS = "console.answer.timeout.ms";
    public static final String UNDO_MS = "console.undo.ms";
    public static final String LEASE_MS = "console.lease.ms";
    public static final String LEASE_MAX_MS = "console.lease.max.ms";
    public static final String REDRIVE_CAP = "console.redrive.cap";
    public static final String ITEM_ORIGINAL_BYTES = "console.item.original.bytes";
    public static final String ALERT_AGE_MS = "console.alert.age.ms";
    public static final String ALERT_AGE_REASONS = "console.alert.age.reasons";
    public static final String ALERT_PENDING = "console.alert.pending";
    public static final String RETENTION_MS = "console.retention.ms";

    /** What the console's own keys begin with. */
    public static final String PREFIX = "console.";

    private static final @Nullable Object NONE = null;
    private static final long DAY_MS = 86_400_000L;

    private ConsoleTable() {}

    /** The keys with their types, defaults, bounds and meanings. */
    public static ConfigDef definitions() {
        ConfigDef table = new ConfigDef();
        SharedKeys.define(table);
        defineServer(table);
        defineReview(table);
        defineAlerts(table);
        return table;
    }

    private static void defineServer(ConfigDef table) {
        table.define(
                        APPLICATION_ID,
                        STRING,
                        "sluice-console",
                        MEDIUM,
                        "Names the console's consumer group, transactions and changelog topics. Replicas share it.")
                .define(
                        STATE_DIR,
                        STRING,
                        "state-console",
                        HIGH,
                        "The folder of this replica's stores and read model; made anew from Kafka if it is lost.")
                .define(
                        HOST,
                        STRING,
                        "127.0.0.1",
                        HIGH,
                        "Where the pages are served. Put a proxy with TLS before any other than a loopback address.")
                .define(PORT, INT, 8090, Range.between(0, 65_535), HIGH, "Their port; 0 takes a free one and logs it.")
                .define(
                        USERS_FILE,
                        STRING,
                        "console-users",
                        HIGH,
                        "The file of accounts, written by: sluice console user add. An edit counts at once.")
                .define(
                        SESSION_KEY,
                        PASSWORD,
                        NONE,
                        MEDIUM,
                        "What sessions are signed with, 32 characters or more. Without it each start has a new one, which"
                                + " ends all sessions. Replicas need the same.")
                .define(
                        SESSION_MS,
                        LONG,
                        DAY_MS / 2,
                        Range.between(60_000, 30 * DAY_MS),
                        LOW,
                        "How long a login lasts.")
                .define(
                        COOKIE_SECURE,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Whether browsers may send the session only over TLS. Set it wherever a proxy with TLS stands"
                                + " before the console.")
                .define(
                        ANSWER_TIMEOUT_MS,
                        LONG,
                        10_000,
                        Range.between(100, 120_000),
                        LOW,
                        "How long a page waits for the outcome of an action before it says that there is none yet.");
    }

    private static void defineAlerts(ConfigDef table) {
        table.define(
                        ALERT_AGE_MS,
                        LONG,
                        DAY_MS,
                        Range.between(0, 365 * DAY_MS),
                        MEDIUM,
                        "After which time in review of the oldest document an alert is raised; 0 for never.")
                .define(
                        ALERT_AGE_REASONS,
                        STRING,
                        "",
                        LOW,
                        "Other times for some reasons, by ISO 8601, such as SUSPECTED_INJECTION=PT4H,LOW_CONFIDENCE=P2D.")
                .define(
                        ALERT_PENDING,
                        INT,
                        1000,
                        Range.atLeast(0),
                        MEDIUM,
                        "Above how many documents that wait an alert is raised; 0 for never.");
    }

    private static void defineReview(ConfigDef table) {
        table.define(
                        UNDO_MS,
                        LONG,
                        10_000,
                        Range.between(0, 3_600_000),
                        HIGH,
                        "How long a decision can be undone before it takes effect.")
                .define(
                        LEASE_MS,
                        LONG,
                        300_000,
                        Range.between(1_000, DAY_MS),
                        MEDIUM,
                        "How long a claim lasts; it then frees itself.")
                .define(
                        LEASE_MAX_MS,
                        LONG,
                        3_600_000,
                        Range.between(1_000, 7 * DAY_MS),
                        LOW,
                        "The longest a claim can be asked for.")
                .define(
                        REDRIVE_CAP,
                        INT,
                        3,
                        Range.between(0, 100),
                        MEDIUM,
                        "How often one document can be sent back into the pipeline; then it is parked.")
                .define(
                        ITEM_ORIGINAL_BYTES,
                        INT,
                        4 * 1024 * 1024,
                        Range.between(0, 12 * 1024 * 1024),
                        LOW,
                        "Up to which size originals can be looked at in the console.")
                .define(
                        RETENTION_MS,
                        LONG,
                        30 * DAY_MS,
                        Range.between(60_000, 3_650 * DAY_MS),
                        MEDIUM,
                        "How long items are kept that nobody is needed for any more.");
    }
}
