package dev.sluice.processor.budget;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the documents cost that a stage is working on: before, and by the calls of this run, those at the same time included.
 * Two versions of one document at two stages at the same time count together. Amounts are millionths of a US dollar.
 * Thread-safe.
 */
final class OpenDocuments {
    private final Map<String, Spent> open = new HashMap<>();

    private static final class Spent {
        private int runs;
        private long before;
        private long meanwhile;
    }

    /** A run of a stage begins. */
    synchronized void open(String document, long before) {
        Spent spent = open.computeIfAbsent(document, ignored -> new Spent());
        spent.runs++;
        spent.before = Math.max(spent.before, before);
    }

    /** A run of a stage has ended. */
    synchronized void close(String document) {
        Spent spent = open.get(document);
        if (spent != null && --spent.runs == 0) {
            open.remove(document);
        }
    }

    /** What it has cost so far, with what is reserved; unknown if no run is open. */
    synchronized OptionalLong spent(String document) {
        Spent spent = open.get(document);
        return spent == null ? OptionalLong.empty() : OptionalLong.of(spent.before + spent.meanwhile);
    }

    synchronized void add(String document, long micros) {
        Spent spent = open.get(document);
        if (spent != null) {
            spent.meanwhile += micros;
        }
    }
}
