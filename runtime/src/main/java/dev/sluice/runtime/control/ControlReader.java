package dev.sluice.runtime.control;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ControlSetting;
import dev.sluice.schemas.registry.AvroSerdes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code pipeline.control} on a thread of its own, without a group and without offsets that are kept: every instance
 * reads all of it, and has a change as soon as it is committed. While brokers or registry are down, what was read last stays
 * in force, and it tries again.
 */
public final class ControlReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlReader.class);
    private static final String TOPIC = Topic.CONTROL.topicName();
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> consumerConfig;
    private final Deserializer<ControlSetting> deserializer;
    private final Controls controls;
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
     * @param clientConfig how to reach the brokers; what this reader depends on is set over it
     * @param controls told what is set
     * @param pause between two tries to reach what is missing
     */
    public ControlReader(Map<String, Object> clientConfig, AvroSerdes serdes, Controls controls, Duration pause) {
        this.consumerConfig = new HashMap<>(clientConfig);
        consumerConfig.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-control");
        consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerConfig.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumerConfig.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumerConfig.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.deserializer = serdes.deserializer(ControlSetting.class);
        this.controls = controls;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("sluice-control").daemon().unstarted(this::run);
    }

    /**
     * What is set now, read once, expired settings included.
     *
     * @param consumer the caller's to close; {@code read_committed} and without a group
     * @param patience the longest that reading may take
     * @throws TimeoutException when it takes longer
     * @throws KafkaException when the topic, the brokers or the registry are not there
     */
    public static Collection<Setting> readOnce(
            Consumer<byte[], byte[]> consumer, AvroSerdes serdes, Duration patience) {
        try (Deserializer<ControlSetting> deserializer = serdes.deserializer(ControlSetting.class)) {
            ControlFeed feed = new ControlFeed(consumer, deserializer);
            if (!feed.open()) {
                throw new KafkaException(missing());
            }
            long deadline = System.nanoTime() + patience.toNanos();
            while (!feed.isCurrent()) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new TimeoutException("Reading " + TOPIC + " took longer than " + patience.toSeconds()
                            + " s. Check that the brokers answer.");
                }
                feed.poll(Duration.ofMillis(100));
            }
            return feed.settings();
        }
    }

    /** Begins to read; returns at once. */
    public void start() {
        thread.start();
    }

    /**
     * Waits until all that was set before has been read.
     *
     * @return whether it was; false when this was closed meanwhile
     */
    public boolean awaitCurrent() throws InterruptedException {
        current.await();
        return closed.getCount() > 0;
    }

    /** Whether all that was set before the start has been read. */
    public boolean isCurrent() {
        return current.getCount() == 0;
    }

    /** Ends the reading; what is set stays in force. */
    @Override
    public void close() {
        closed.countDown();
        current.countDown();
        consuming.ifPresent(KafkaConsumer::wakeup);
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                log.warn("The reader of {} did not end within {}", TOPIC, CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deserializer.close();
    }

    private void run() {
        try {
            do {
                readWhilePossible();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.warn("The reader of {} was interrupted and ends", TOPIC, e);
        }
    }

    private void readWhilePossible() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consuming = Optional.of(consumer);
            ControlFeed feed = new ControlFeed(consumer, deserializer);
            if (feed.open()) {
                follow(feed);
            } else {
                hindered(missing());
            }
        } catch (WakeupException e) {
            log.debug("Closing", e);
        } catch (KafkaException e) {
            hindered("Settings are not read for now; those that were read last stay in force: " + e.getMessage());
        } finally {
            consuming = Optional.empty();
        }
    }

    /** Reads until closed. What was set meanwhile is applied at once when all is read, as settings may have come and gone. */
    private void follow(ControlFeed feed) {
        boolean read = false;
        while (closed.getCount() > 0) {
            boolean any = feed.poll(POLL);
            if (read ? any : feed.isCurrent()) {
                controls.replace(feed.settings());
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

    private static String missing() {
        return "The topic " + TOPIC + " does not exist. Create it with: sluice topics create";
    }
}
