package dev.sluice.processor.async;

import dev.sluice.processor.step.WaitReason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records of one key in order: only the first of each lane may be worked on. Records without a key have no order, each
 * has a lane of its own. Confined to the stream thread, but for the counts of those that wait.
 */
final class Lanes {
    private final Map<ByteBuffer, Lane> lanes = new HashMap<>();
    private final Map<WaitReason, AtomicInteger> waiting = new EnumMap<>(WaitReason.class);

    Lanes() {
        Stream.of(WaitReason.values()).forEach(reason -> waiting.put(reason, new AtomicInteger()));
    }

    /** The records of one key. */
    final class Lane {
        private final Queue<Long> sequences = new ArrayDeque<>(1);
        private @Nullable WaitReason reason;

        private void add(long sequence) {
            sequences.add(sequence);
            if (reason != null) {
                count(reason).incrementAndGet();
            }
        }

        /** The first record waits, and so do those behind it. */
        private void stop(WaitReason why) {
            reason = why;
            count(why).addAndGet(sequences.size());
        }

        /** The first record has its turn again. */
        void goOn() {
            if (reason == null) {
                throw new IllegalStateException("no record of this key waits");
            }
            count(reason).addAndGet(-sequences.size());
            reason = null;
        }
    }

    /** Puts a record at the end of its lane; tells whether it is the first. */
    boolean enter(byte @Nullable [] key, long sequence) {
        if (key == null) {
            return true;
        }
        Lane lane = lanes.computeIfAbsent(ByteBuffer.wrap(key), ignored -> new Lane());
        lane.add(sequence);
        return lane.sequences.size() == 1;
    }

    /** Has the first record of a lane wait, and gives what ends that. */
    Lane stop(byte @Nullable [] key, long sequence, WaitReason reason) {
        Lane lane = key == null ? alone(sequence) : lane(key);
        lane.stop(reason);
        return lane;
    }

    /** Takes the first record out of its lane; gives the one that is first now. */
    Optional<Long> leave(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        Lane lane = lane(key);
        lane.sequences.remove();
        if (lane.sequences.isEmpty()) {
            lanes.remove(ByteBuffer.wrap(key));
        }
        return Optional.ofNullable(lane.sequences.peek());
    }

    /** How many records wait for this reason. May be asked on any thread. */
    int waiting(WaitReason reason) {
        return count(reason).get();
    }

    /** How many records wait that may not take up the others' room. May be asked on any thread. */
    int aside() {
        return Stream.of(WaitReason.values())
                .filter(WaitReason::isAside)
                .mapToInt(this::waiting)
                .sum();
    }

    private AtomicInteger count(WaitReason reason) {
        return Objects.requireNonNull(waiting.get(reason));
    }

    private Lane lane(byte[] key) {
        Lane lane = lanes.get(ByteBuffer.wrap(key));
        if (lane == null) {
            throw new IllegalStateException("no record of this key was taken in");
        }
        return lane;
    }

    private Lane alone(long sequence) {
        Lane lane = new Lane();
        lane.add(sequence);
        return lane;
    }
}
