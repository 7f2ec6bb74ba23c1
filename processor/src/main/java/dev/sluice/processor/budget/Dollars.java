package dev.sluice.processor.budget;

import dev.sluice.runtime.config.ConfigValues;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.apache.kafka.common.config.ConfigException;

/** Reads amounts of money from the configuration. */
final class Dollars {
    private static final int MICROS = 6;

    private Dollars() {}

    /**
     * An amount in millionths of a US dollar.
     *
     * @throws ConfigException naming the key whose value is no amount
     */
    static OptionalLong optional(ConfigValues values, String key) {
        return values.optionalText(key)
                .map(text -> OptionalLong.of(micros(key, text)))
                .orElseGet(OptionalLong::empty);
    }

    private static long micros(String key, String text) {
        try {
            long micros = new BigDecimal(text.strip()).movePointRight(MICROS).longValueExact();
            if (micros >= 0) {
                return micros;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw mistaken(key, text, e);
        }
        throw mistaken(key, text, new ArithmeticException("negative"));
    }

    private static ConfigException mistaken(String key, String text, RuntimeException cause) {
        ConfigException failure = new ConfigException("The key " + key + " is " + text
                + ". Give US dollars from 0 with at most six decimals, such as 12.50.");
        failure.initCause(cause);
        return failure;
    }
}
