package dev.sluice.devstack;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a broker runs in. Not thread-safe. */
sealed interface BrokerServer permits BrokerProcess, BrokerContainer {

    Duration START_LIMIT = Duration.ofMinutes(2);

    /** A broker's line when it is up. */
    String STARTED = "Kafka Server started";

    /**
     * A controller's line when it has taken note that a broker is gone. After a crash it must, before that broker is back,
     * as the others of a cluster would: so the controller is first started alone.
     *
     * <p>Otherwise both come back together, the controller takes its own broker for alive at first and for gone when the
     * session ends. A transaction that is being committed in that moment finds no leader for its partitions, is taken for
     * committed without them, and hangs: nobody can read on behind it, and a consumer group never gets its offsets (Kafka
     * 4.3.1, {@code TransactionMarkerChannelManager}: "these partitions are likely deleted already").
     */
    String FENCED = "because its session has timed out";

    /** One that crashed before it was let in has no session that could end. */
    Duration NO_SESSION = Duration.ofSeconds(15);

    /** Has the end of a session noticed soon. */
    Map<String, String> SHORT_SESSIONS =
            Map.of("broker.session.timeout.ms", "1000", "broker.heartbeat.interval.ms", "500");

    /** Starts it with the data of the time before, if any, and returns when it answers. */
    void start();

    /** Stops it in order; its data stay. Does nothing when it is not running. */
    void stop();

    /** Ends it as a crash would; its data stay as they are on disk. */
    void kill();

    /** Ends it for good. */
    void close();

    /** What a broker is set up with wherever it runs, listeners and folders aside. */
    static Map<String, String> properties(BrokerSettings settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");

        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");

        // Few and small: the first group and the first transaction wait until these topics are there.
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("transaction.state.log.segment.bytes", "16777216");
        // The default of 128 MiB would be half the heap.
        properties.put("log.cleaner.dedupe.buffer.size", "8388608");

        // By default it writes two records a second that say nothing, which is a third of what an idle one takes of the
        // processor.
        properties.put("metadata.max.idle.interval.ms", "5000");

        properties.put("message.max.bytes", "17825792");
        properties.put("replica.fetch.max.bytes", "17825792");
        properties.putAll(settings.properties());
        return properties;
    }
}
