package dev.sluice.processor.example;

import dev.sluice.schemas.avro.Correction;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What people decided about documents, as far as it is kept in memory: of each profile the newest {@value #MOST}, each with
 * the beginning of its text. Thread-safe.
 */
public final class Corrections {
    /** At 4,000 characters each, 8 MB of a profile at most; more examples hardly make a nearer one likelier. */
    static final int MOST = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Shelf> byProfile = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    /** Where a document's correction is held. */
    private record Place(String profile, Position position) {}

    /** Oldest first; of the same instant in the order of their ids, so that what is held does not depend on arrival. */
    private record Position(Instant correctedAt, String documentId) {
        static final Comparator<Position> ORDER =
                Comparator.comparing(Position::correctedAt).thenComparing(Position::documentId);
    }

    /** One profile's, with the number of changes so far. */
    private static final class Shelf {
        private final TreeMap<Position, KnownDocument> documents = new TreeMap<>(Position.ORDER);
        private Snapshot snapshot = Snapshot.EMPTY;
        private long changes;
    }

    /**
     * A profile's corrections at some moment.
     *
     * @param version grows with every change
     */
    record Snapshot(long version, List<KnownDocument> documents) {
        static final Snapshot EMPTY = new Snapshot(0, List.of());

        Snapshot {
            documents = List.copyOf(documents);
        }
    }

    /** Takes a decision in, in place of an earlier one about the same document. */
    public void put(Correction correction) {
        KnownDocument document = KnownDocument.of(correction);
        Place place = new Place(
                correction.getProfile(), new Position(correction.getCorrectedAt(), correction.getDocumentId()));
        lock.lock();
        try {
            drop(correction.getDocumentId());
            Shelf shelf = byProfile.computeIfAbsent(place.profile(), name -> new Shelf());
            shelf.documents.put(place.position(), document);
            shelf.changes++;
            places.put(correction.getDocumentId(), place);
            if (shelf.documents.size() > MOST) {
                drop(shelf.documents.firstKey().documentId());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was decided about a document. */
    public void remove(String documentId) {
        lock.lock();
        try {
            drop(documentId);
        } finally {
            lock.unlock();
        }
    }

    /** How many are held. */
    public int size() {
        lock.lock();
        try {
            return places.size();
        } finally {
            lock.unlock();
        }
    }

    Snapshot of(String profile) {
        lock.lock();
        try {
            Shelf shelf = byProfile.get(profile);
            if (shelf == null) {
                return Snapshot.EMPTY;
            }
            if (shelf.snapshot.version() != shelf.changes) {
                shelf.snapshot = new Snapshot(shelf.changes, List.copyOf(shelf.documents.values()));
            }
            return shelf.snapshot;
        } finally {
            lock.unlock();
        }
    }

    private void drop(String documentId) {
        Place place = places.remove(documentId);
        Shelf shelf = place == null ? null : byProfile.get(place.profile());
        if (place != null && shelf != null) {
            shelf.documents.remove(place.position());
            shelf.changes++;
        }
    }
}
