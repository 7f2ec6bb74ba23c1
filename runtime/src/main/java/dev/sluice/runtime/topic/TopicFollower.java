package dev.sluice.runtime.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic on a thread of its own, without a group and without offsets that are kept: every instance reads it, and has
 * a change as soon as it is committed. While brokers or registry are down it tries again, each time with a new feed.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final Map<String, Object> consumerConfig;
    private final Function<Consumer<byte[], byte[]>, TopicFeed> feeds;
    private final Duration pause;
    private final Thread thread;
    private final CountDownLatch current = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<KafkaConsumer<?, ?>> consuming = Optional.empty();
    /** What kept it from reading when it last tried, so that it is said once. */
    private Optional<String> hindrance = Optional.empty();

    /**
     * Prepares; {@link #start()} begins.
     *
     * @param name of the thread and the client
     * @param clientConfig how to reach the brokers; what this depends on is set over it
     * @param feeds makes a feed of each consumer
     * @param pause between two tries to reach what is missing
     */
    public TopicFollower(
            String name,
            String topic,
            Map<String, Object> clientConfig,
            Function<Consumer<byte[], byte[]>, TopicFeed> feeds,
            Duration pause) {
        this.topic = topic;
        this.consumerConfig = new HashMap<>(clientConfig);
        consumerConfig.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerConfig.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumerConfig.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumerConfig.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.feeds = feeds;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** What to do about a topic that is missing. */
    public static String missing(String topic) {
        return "The topic " + topic + " does not exist. Create it with: sluice topics create";
    }

    /** Begins to read; returns at once. */
    public void start() {
        thread.start();
    }

    /**
     * Waits until all that was there before has been read.
     *
     * @return whether it was; false when this was closed meanwhile
     */
    public boolean awaitCurrent() throws InterruptedException {
        current.await();
        return closed.getCount() > 0;
    }

    /** Whether all that was there before the start has been read. */
    public boolean isCurrent() {
        return current.getCount() == 0;
    }

    /** Ends the reading. */
    @Override
    public void close() {
        closed.countDown();
        current.countDown();
        consuming.ifPresent(KafkaConsumer::wakeup);
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                log.warn("The reader of {} did not end within {}", topic, CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                readWhilePossible();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.warn("The reader of {} was interrupted and ends", topic, e);
        }
    }

    private void readWhilePossible() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consuming = Optional.of(consumer);
            TopicFeed feed = feeds.apply(consumer);
            if (feed.open()) {
                follow(feed);
            } else {
                hindered(missing(topic));
            }
        } catch (WakeupException e) {
            log.debug("Closing", e);
        } catch (KafkaException e) {
            hindered("The topic " + topic + " is not read for now; what was read last stays in force: "
                    + e.getMessage());
        } finally {
            consuming = Optional.empty();
        }
    }

    private void follow(TopicFeed feed) {
        boolean read = false;
        while (closed.getCount() > 0) {
            boolean any = feed.poll(POLL);
            if (read ? any : feed.isCurrent()) {
                feed.show();
                current.countDown();
                hindrance = Optional.empty();
                read = true;
            }
        }
    }

    private void hindered(String cause) {
        if (!hindrance.equals(Optional.of(cause))) {
            log.warn("{}", cause);
            hindrance = Optional.of(cause);
        }
    }
}
