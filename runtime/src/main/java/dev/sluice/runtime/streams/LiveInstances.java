package dev.sluice.runtime.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many instances of a Kafka Streams application are at work, by the members of its group: what limits are divided by that
 * hold for all of them, without a service to agree on it. Asks every two seconds; while brokers do not answer, the last
 * number stays. At least 1; 1 until it is known. Thread-safe.
 */
public final class LiveInstances implements IntSupplier, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveInstances.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> adminConfig;
    private final String group;
    private final BlockingQueue<Boolean> asked = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile int count = 1;

    /**
     * Opens no connection yet.
     *
     * @param adminConfig of an admin client
     * @param applicationId of the application
     */
    public LiveInstances(Map<String, Object> adminConfig, String applicationId) {
        this.adminConfig = adminConfig;
        this.group = applicationId;
        this.thread = Thread.ofPlatform().daemon().name("live-instances").unstarted(this::watch);
    }

    /** Begins to ask. */
    public void start() {
        thread.start();
    }

    /** Asks now, such as when the group changes; does not wait for the answer. */
    public void refresh() {
        asked.offer(true);
    }

    @Override
    public int getAsInt() {
        return count;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            // One that was not started is not waited for.
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (Admin admin = Admin.create(adminConfig)) {
            while (true) {
                ask(admin);
                asked.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            log.debug("Closing", e);
        }
    }

    private void ask(Admin admin) throws InterruptedException {
        try {
            for (ConsumerGroupDescription description :
                    admin.describeConsumerGroups(List.of(group)).all().get().values()) {
                take(description);
            }
        } catch (ExecutionException e) {
            log.debug("The number of instances is not known anew; it stays {}", count, e);
        }
    }

    private void take(ConsumerGroupDescription description) {
        int members = GroupProcesses.count(description.members());
        // While the group forms anew, those who have not come back yet are missing.
        int now = description.groupState() == GroupState.STABLE ? Math.max(members, 1) : Math.max(members, count);
        if (now != count) {
            log.info("Instances at work: {}", now);
        }
        count = now;
    }
}
