package dev.sluice.quickstart.produce;

import java.time.Duration;

/**
 * How far the sending is. Immutable.
 *
 * @param sent documents that the brokers have acknowledged
 * @param bytes of those
 * @param failed documents that will not be sent any more
 * @param total all documents to send
 * @param elapsed since the first was sent
 */
record SendProgress(long sent, long bytes, long failed, long total, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1e9;

    long done() {
        return sent + failed;
    }

    boolean isComplete() {
        return done() >= total;
    }

    /** 0 to 1. */
    double share() {
        return total == 0 ? 1 : (double) done() / total;
    }

    /** Documents a second. */
    double rate() {
        return perSecond(sent);
    }

    /** Bytes a second. */
    double throughput() {
        return perSecond(bytes);
    }

    private double perSecond(long amount) {
        return elapsed.isZero() ? 0 : amount / (elapsed.toNanos() / NANOS_PER_SECOND);
    }
}
