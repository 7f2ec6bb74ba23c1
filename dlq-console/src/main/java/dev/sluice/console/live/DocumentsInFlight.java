package dev.sluice.console.live;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.ProgressState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents that stages have reported to work on and not to have finished. Reports are best effort, so a document of which
 * nothing was heard for long is left out. Thread-safe.
 */
public final class DocumentsInFlight {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private static final String DONE = "done";
    private static final String RETRY_LATER = "retry-later";

    private final Clock clock;
    private final Map<String, DocumentInFlight> documents = new HashMap<>();
    private Optional<Instant> lastReport = Optional.empty();

    public DocumentsInFlight(Clock clock) {
        this.clock = clock;
    }

    /** Takes a report in. */
    public synchronized void report(Progress progress) {
        lastReport = Optional.of(clock.instant());
        String id = progress.getDocumentId();
        if (isEnd(progress)) {
            documents.remove(id);
            return;
        }
        if (documents.size() >= MOST) {
            forgetSilent();
        }
        if (documents.size() < MOST || documents.containsKey(id)) {
            Instant since = Optional.ofNullable(documents.get(id))
                    .map(DocumentInFlight::since)
                    .orElse(progress.getAt());
            documents.put(
                    id,
                    new DocumentInFlight(
                            id,
                            progress.getStage(),
                            since,
                            progress.getAt(),
                            progress.getOutputTokens(),
                            progress.getOutcome().equals(Optional.of(RETRY_LATER))));
        }
    }

    /** Whether anything was heard of late: without reports, nothing in flight says nothing. */
    public synchronized boolean hasReports() {
        Instant longAgo = clock.instant().minus(LONGEST_SILENCE);
        return lastReport.filter(at -> at.isAfter(longAgo)).isPresent();
    }

    /** Those that are worked on longest, longest first. */
    public synchronized List<DocumentInFlight> longest(int limit) {
        forgetSilent();
        return documents.values().stream()
                .sorted(Comparator.comparing(DocumentInFlight::since).thenComparing(DocumentInFlight::documentId))
                .limit(limit)
                .toList();
    }

    /** How many there are. */
    public synchronized int count() {
        forgetSilent();
        return documents.size();
    }

    private void forgetSilent() {
        Instant longAgo = clock.instant().minus(LONGEST_SILENCE);
        documents.values().removeIf(document -> document.reportedAt().isBefore(longAgo));
    }

    /** Whether no stage will go on with the document. */
    private static boolean isEnd(Progress progress) {
        if (progress.getState() != ProgressState.FINISHED) {
            return false;
        }
        String outcome = progress.getOutcome().orElse("");
        boolean isLast = progress.getStage().equals(Stage.CLASSIFY.id());
        return !outcome.equals(RETRY_LATER) && (isLast || !outcome.equals(DONE));
    }
}
