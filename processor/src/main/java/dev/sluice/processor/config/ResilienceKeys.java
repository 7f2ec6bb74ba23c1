package dev.sluice.processor.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;

import dev.sluice.processor.resilience.CircuitSettings;
import dev.sluice.processor.resilience.RateSettings;
import dev.sluice.processor.resilience.ResilienceSettings;
import dev.sluice.processor.resilience.RetrySettings;
import dev.sluice.runtime.config.ConfigValues;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The keys by which calls to a model are limited and tried again. */
public final class ResilienceKeys {
    /** Of all models together, so only the default one's counts. */
    public static final String MAX_IN_FLIGHT_TOTAL = "llm.max.in.flight.total";

    private static final String ADAPTIVE_CONCURRENCY = "llm.adaptive.concurrency";
    private static final String REQUESTS_PER_MINUTE = "llm.requests.per.minute";
    private static final String TOKENS_PER_MINUTE = "llm.tokens.per.minute";
    private static final String RATE_MAX_WAIT_MS = "llm.rate.max.wait.ms";
    private static final String RATE_HEADERS = "llm.rate.headers";
    private static final String RETRY_MAX = "llm.retry.max";
    private static final String RETRY_BACKOFF_MS = "llm.retry.backoff.ms";
    private static final String RETRY_MAX_WAIT_MS = "llm.retry.max.wait.ms";
    private static final String RETRY_AFTER_MAX_MS = "llm.retry.after.max.ms";
    private static final String CIRCUIT_WINDOW_MS = "llm.circuit.window.ms";
    private static final String CIRCUIT_MIN_CALLS = "llm.circuit.min.calls";
    private static final String CIRCUIT_FAILURE_PERCENT = "llm.circuit.failure.percent";
    private static final String CIRCUIT_OPEN_MS = "llm.circuit.open.ms";
    private static final String CIRCUIT_STOP_MS = "llm.circuit.stop.ms";
    private static final int HOUR = 3_600_000;
    private static final long YEAR = 365L * 24 * HOUR;

    private ResilienceKeys() {}

    static void define(ConfigDef table) {
        defineLimits(table);
        defineRetries(table);
        defineCircuit(table);
    }

    /** What a model's keys say. */
    public static ResilienceSettings read(ConfigValues values) {
        return new ResilienceSettings(
                new CircuitSettings(
                        values.millis(CIRCUIT_WINDOW_MS),
                        values.integer(CIRCUIT_MIN_CALLS),
                        values.integer(CIRCUIT_FAILURE_PERCENT),
                        values.millis(CIRCUIT_OPEN_MS),
                        values.millis(CIRCUIT_STOP_MS)),
                new RetrySettings(
                        values.integer(RETRY_MAX),
                        values.millis(RETRY_BACKOFF_MS),
                        values.millis(RETRY_MAX_WAIT_MS),
                        values.millis(RETRY_AFTER_MAX_MS)),
                new RateSettings(
                        values.integer(REQUESTS_PER_MINUTE),
                        values.integer(TOKENS_PER_MINUTE),
                        values.millis(RATE_MAX_WAIT_MS),
                        values.flag(RATE_HEADERS)),
                values.flag(ADAPTIVE_CONCURRENCY));
    }

    private static void defineLimits(ConfigDef table) {
        table.define(
                        MAX_IN_FLIGHT_TOTAL,
                        INT,
                        4_096,
                        Range.between(1, 100_000),
                        LOW,
                        "The most calls in flight to all models together from this instance.")
                .define(
                        ADAPTIVE_CONCURRENCY,
                        BOOLEAN,
                        true,
                        LOW,
                        "Whether the calls in flight are fewer than llm.max.in.flight while the model refuses calls or"
                                + " becomes slower.")
                .define(
                        REQUESTS_PER_MINUTE,
                        INT,
                        0,
                        Range.atLeast(0),
                        HIGH,
                        "The most calls a minute that all instances together make to the model; 0 for what the provider"
                                + " says.")
                .define(
                        TOKENS_PER_MINUTE,
                        INT,
                        0,
                        Range.atLeast(0),
                        HIGH,
                        "The same for tokens, those of prompts and answers together.")
                .define(
                        RATE_MAX_WAIT_MS,
                        LONG,
                        5_000,
                        Range.between(0, HOUR),
                        LOW,
                        "The longest wait of a call for its turn by these limits. Where it would be longer the next engine is"
                                + " asked, or the document waits.")
                .define(
                        RATE_HEADERS,
                        BOOLEAN,
                        true,
                        LOW,
                        "Whether the provider's x-ratelimit headers tighten these limits.");
    }

    private static void defineRetries(ConfigDef table) {
        table.define(
                        RETRY_MAX,
                        INT,
                        2,
                        Range.between(0, 10),
                        MEDIUM,
                        "How often a call that failed is made again at once, before the next engine is asked or the document"
                                + " waits.")
                .define(
                        RETRY_BACKOFF_MS,
                        LONG,
                        500,
                        Range.between(1, HOUR),
                        LOW,
                        "The longest wait before the first of these; doubled with each. The wait is random, from 0 on.")
                .define(
                        RETRY_MAX_WAIT_MS,
                        LONG,
                        5_000,
                        Range.between(0, HOUR),
                        LOW,
                        "The longest such wait. Where the provider asks for more (Retry-After), the document waits.")
                .define(
                        RETRY_AFTER_MAX_MS,
                        LONG,
                        24L * HOUR,
                        Range.between(0, YEAR),
                        LOW,
                        "The longest wait that a provider can ask for.");
    }

    private static void defineCircuit(ConfigDef table) {
        table.define(
                        CIRCUIT_WINDOW_MS,
                        LONG,
                        10_000,
                        Range.between(1_000, HOUR),
                        LOW,
                        "The time over which the calls that fail are counted.")
                .define(
                        CIRCUIT_MIN_CALLS,
                        INT,
                        5,
                        Range.between(1, 10_000),
                        LOW,
                        "The fewest calls in that time to judge by.")
                .define(
                        CIRCUIT_FAILURE_PERCENT,
                        INT,
                        50,
                        Range.between(1, 100),
                        MEDIUM,
                        "The share of them that failed, from which on the model is left alone for a time.")
                .define(
                        CIRCUIT_OPEN_MS,
                        LONG,
                        10_000,
                        Range.between(100, HOUR),
                        MEDIUM,
                        "How long. Then a few calls look whether it is well again.")
                .define(
                        CIRCUIT_STOP_MS,
                        LONG,
                        60_000,
                        Range.between(100, 24L * HOUR),
                        LOW,
                        "How long when the account is used up, or the key, the address or the model's name is wrong.");
    }
}
