package dev.sluice.console.readmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the file up with the topic, on a thread of its own, and makes it anew when it must. */
final class Follower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    /** SQLite's results for a file that is damaged, or none of its own. */
    private static final Set<Integer> DAMAGED = Set.of(11, 26);

    private static final int PRIMARY_CODE = 0xFF;

    private final Path path;
    private final Map<String, Object> clientConfig;
    private final FollowedTopics topics;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Consumer<List<String>>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile IndexFile file;
    private volatile boolean damaged;
    private volatile boolean caughtUp;
    private volatile Optional<TopicReader> current = Optional.empty();

    Follower(Path path, Map<String, Object> clientConfig, FollowedTopics topics, Clock clock) throws IOException {
        this.path = path;
        this.clientConfig = clientConfig;
        this.topics = topics;
        this.clock = clock;
        this.file = IndexFile.open(path).orElseGet(() -> created(path));
        this.thread = Thread.ofPlatform().name("sluice-read-model").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    ReadModel.Subscription subscribe(Consumer<List<String>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Asks the file; a second time if it was replaced meanwhile. */
    <T> T read(IndexFile.Query<T> query) {
        IndexFile asked = file;
        try {
            return asked.read(query);
        } catch (SQLException e) {
            noteDamage(e);
            if (asked == file) {
                throw new ReadModelException("The read model cannot answer now: " + e.getMessage(), e);
            }
        }
        try {
            return file.read(query);
        } catch (SQLException e) {
            noteDamage(e);
            throw new ReadModelException("The read model cannot answer now: " + e.getMessage(), e);
        }
    }

    /** Looks after every batch until there is a result. */
    <T> Optional<T> await(Supplier<Optional<T>> look, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            Optional<T> found = look.get();
            while (found.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                found = look.get();
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        current.ifPresent(TopicReader::wakeup);
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                log.warn("The read model's thread did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
        topics.close();
    }

    private void run() {
        try {
            do {
                followWhilePossible();
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.warn("The read model's thread was interrupted and ends", e);
        }
    }

    private void followWhilePossible() {
        try (TopicReader reader = new TopicReader(FollowedTopics.TOPICS, clientConfig)) {
            current = Optional.of(reader);
            follow(reader);
        } catch (WakeupException e) {
            log.debug("Closing", e);
        } catch (InvalidOffsetException e) {
            damaged = true;
            log.warn("The topic does not go back to where the read model is: {}", e.getMessage());
        } catch (KafkaException e) {
            log.warn("The read model is not brought up to date for now: {}", e.getMessage());
        } catch (SQLException | IOException e) {
            damaged = true;
            log.warn("The read model's file {} cannot be written: {}", path, e.getMessage());
        } finally {
            current = Optional.empty();
        }
    }

    private void follow(TopicReader reader) throws SQLException, IOException {
        String topicIds = reader.topicIds();
        if (!damaged && file.isInPlace()) {
            damaged = !Projection.isUsable(file, topicIds, clock.instant());
        }
        @Nullable Projection projection = null;
        while (closed.getCount() > 0) {
            if (damaged || !file.isInPlace()) {
                replace();
                projection = new Projection(file, topics, clock);
                projection.begin(topicIds);
                reader.begin(projection.positions());
            } else if (projection == null) {
                projection = new Projection(file, topics, clock);
                reader.begin(projection.positions());
            }
            ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
            if (records.isEmpty()) {
                projection.idle();
            } else {
                tell(projection.apply(records, reader.positions()));
            }
            caughtUp = caughtUp || reader.isCaughtUp();
        }
    }

    private void replace() {
        log.info("The read model is made anew in {}", path);
        caughtUp = false;
        IndexFile old = file;
        file = created(path);
        damaged = false;
        old.close();
    }

    private void tell(Set<String> ids) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        List<String> told = List.copyOf(ids);
        for (Consumer<List<String>> listener : listeners) {
            try {
                listener.accept(told);
            } catch (RuntimeException e) {
                // Who only wants to hear of changes cannot stop them: the other listeners and the reading go on.
                log.warn("A listener to the read model failed", e);
            }
        }
    }

    private void noteDamage(SQLException failure) {
        if (DAMAGED.contains(failure.getErrorCode() & PRIMARY_CODE)) {
            damaged = true;
        }
    }

    private static IndexFile created(Path path) {
        try {
            return IndexFile.create(path);
        } catch (SQLException | IOException e) {
            throw new ReadModelException(
                    "The read model's file " + path + " cannot be made: " + e.getMessage()
                            + ". Check the folder's rights and space.",
                    e);
        }
    }
}
