package dev.sluice.runtime.topic;

import java.time.Duration;

/** One reading of a topic with one consumer. For one thread. */
public interface TopicFeed {

    /** Whether the topic is there; if it is, reading begins. */
    boolean open();

    /**
     * Takes in what comes.
     *
     * @return whether anything came
     * @throws org.apache.kafka.common.KafkaException when it cannot be read; the feed is of no more use then
     */
    boolean poll(Duration patience);

    /** Whether all that was there at the opening has been read. */
    boolean isCurrent();

    /** Hands on what was read: called when all is read, and then whenever something came. */
    void show();
}
