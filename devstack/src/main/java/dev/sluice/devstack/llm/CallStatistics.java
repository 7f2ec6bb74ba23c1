package dev.sluice.devstack.llm;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls that a server took, since its start or the last {@link #clear()}. Outcomes are {@value #ANSWERED},
 * {@value #LIMITED} (the configured limit), {@value #OUTAGE}, {@value #REFUSED} (the request was at fault),
 * {@value #ABORTED} (the client went away first), or the {@link Fault#id()} of the fault that the call was given.
 * Thread-safe.
 */
public final class CallStatistics {
    public static final String ANSWERED = "answered";
    public static final String LIMITED = "limited";
    public static final String OUTAGE = "outage";
    public static final String REFUSED = "bad-request";
    public static final String ABORTED = "aborted";

    /** A benchmark may run for hours over ever new documents: beyond this many, only the totals go on. */
    private static final int MOST_DOCUMENTS = 200_000;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peakInFlight = new AtomicInteger();
    private final LongAdder total = new LongAdder();
    private final ConcurrentMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final ConcurrentMap<DocumentStep, Counts> documents = new ConcurrentHashMap<>();

    CallStatistics() {}

    /**
     * What calls are counted by.
     *
     * @param document the hash of the document's text as the server was sent it, see {@link #hash(String)}
     * @param step the name of the requested JSON Schema, empty without one
     */
    public record DocumentStep(String document, String step) {}

    /** The calls about one document at one step, and how many of them were answered without a fault. */
    public record DocumentCalls(int calls, int answered) {}

    private static final class Counts {
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
    }

    /** The hash by which a document's calls are counted. */
    public static String hash(String documentText) {
        return ChatRequest.hash(documentText);
    }

    /** All calls, those in flight included. */
    public long total() {
        return total.sum();
    }

    /** Calls that wait for their answer now. */
    public int inFlight() {
        return inFlight.get();
    }

    /** The most calls that ever waited at once. */
    public int peakInFlight() {
        return peakInFlight.get();
    }

    /** How many calls ended so; 0 for an outcome that never was. */
    public long ended(String outcome) {
        LongAdder count = outcomes.get(outcome);
        return count == null ? 0 : count.sum();
    }

    /** All outcomes that there were, by name. */
    public Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /** The calls about one document at one step. */
    public DocumentCalls about(String documentText, String step) {
        return read(documents.get(new DocumentStep(hash(documentText), step)));
    }

    /** The calls about each document at each step: the first 200,000 such pairs. */
    public Map<DocumentStep, DocumentCalls> byDocument() {
        Map<DocumentStep, DocumentCalls> all = new ConcurrentHashMap<>();
        documents.forEach((key, counts) -> all.put(key, read(counts)));
        return all;
    }

    /** Answers that were given again: those beyond the first of each document and step. */
    public long repeatedAnswers() {
        return documents.values().stream()
                .mapToLong(counts -> Math.max(0, counts.answered.get() - 1))
                .sum();
    }

    /** Starts over; calls in flight stay counted as such. */
    public void clear() {
        total.reset();
        outcomes.clear();
        documents.clear();
        peakInFlight.set(inFlight.get());
    }

    private static DocumentCalls read(@Nullable Counts counts) {
        return counts == null ? new DocumentCalls(0, 0) : new DocumentCalls(counts.calls.get(), counts.answered.get());
    }

    Call started(String hash, String step) {
        total.increment();
        peakInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        DocumentStep key = new DocumentStep(hash, step);
        Counts counts = documents.size() < MOST_DOCUMENTS
                ? documents.computeIfAbsent(key, unknown -> new Counts())
                : documents.getOrDefault(key, new Counts());
        return new Call(counts, counts.calls.incrementAndGet());
    }

    /** One call, from its start to its one end. */
    final class Call {
        private final Counts counts;
        private final int ordinal;
        private final AtomicBoolean over = new AtomicBoolean();

        private Call(Counts counts, int ordinal) {
            this.counts = counts;
            this.ordinal = ordinal;
        }

        /** Which call it is for its document and step, from 1. */
        int ordinal() {
            return ordinal;
        }

        /** Notes how it ended; only the first end counts. */
        void ended(String outcome) {
            if (over.compareAndSet(false, true)) {
                outcomes.computeIfAbsent(outcome, unknown -> new LongAdder()).increment();
                if (outcome.equals(ANSWERED)) {
                    counts.answered.incrementAndGet();
                }
                // Last, so that all is counted when none is in flight any more.
                inFlight.decrementAndGet();
            }
        }
    }
}
