package dev.sluice.processor.example;

import dev.sluice.profile.Profile;
import dev.sluice.validate.JsonSchemaValidator;
import dev.sluice.validate.Validator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of one profile's examples, made anew when its corrections have changed: that takes some milliseconds, and an
 * index that was added to would rank by what it no longer holds. Thread-safe.
 *
 * <p>A person's fields and label count only where the profile, which may have changed since, would accept them.
 */
final class ProfileExamples {
    private static final Logger log = LoggerFactory.getLogger(ProfileExamples.class);

    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Built built;

    private record Built(long version, ExampleIndex index) {}

    /**
     * The index over both.
     *
     * @param profile always the same one; not kept, so that it can be forgotten
     */
    ExampleIndex index(Profile profile, Corrections.Snapshot corrections) {
        Built current = built;
        if (current != null && current.version() >= corrections.version()) {
            return current.index();
        }
        lock.lock();
        try {
            current = built;
            if (current == null || current.version() < corrections.version()) {
                current = new Built(corrections.version(), new ExampleIndex(known(profile, corrections.documents())));
                built = current;
            }
            return current.index();
        } finally {
            lock.unlock();
        }
    }

    private static List<KnownDocument> known(Profile profile, List<KnownDocument> corrections) {
        List<KnownDocument> known = new ArrayList<>();
        profile.examples().forEach(example -> known.add(KnownDocument.of(example)));
        Validator fields = new JsonSchemaValidator(profile.fields().json().toString());
        Set<String> labels = new HashSet<>(profile.labels());
        int outdated = 0;
        for (KnownDocument correction : corrections) {
            KnownDocument fitting = new KnownDocument(
                    correction.id(),
                    correction.text(),
                    correction.fields().filter(json -> fields.validate(json).valid()),
                    correction.summary(),
                    correction.label().filter(labels::contains));
            outdated += fitting.equals(correction) ? 0 : 1;
            known.add(fitting);
        }
        if (outdated > 0) {
            log.debug(
                    "{} of {} corrections have fields or a label that the profile {} does not accept any more; these are"
                            + " not shown as examples",
                    outdated,
                    corrections.size(),
                    profile.name());
        }
        return known;
    }
}
