package dev.sluice.processor.async;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records of one key in order: only the first of each lane may be worked on. Records without a key have no order.
 * Confined to the stream thread.
 */
final class Lanes {
    private final Map<ByteBuffer, Queue<Long>> lanes = new HashMap<>();

    /** Puts a record at the end of its lane; tells whether it is the first. */
    boolean enter(byte @Nullable [] key, long sequence) {
        if (key == null) {
            return true;
        }
        Queue<Long> lane = lanes.computeIfAbsent(ByteBuffer.wrap(key), ignored -> new ArrayDeque<>(1));
        lane.add(sequence);
        return lane.size() == 1;
    }

    /** Takes the first record out of its lane; gives the one that is first now. */
    Optional<Long> leave(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        ByteBuffer name = ByteBuffer.wrap(key);
        Queue<Long> lane = lanes.get(name);
        if (lane == null) {
            throw new IllegalStateException("no record of this key was taken in");
        }
        lane.remove();
        if (lane.isEmpty()) {
            lanes.remove(name);
        }
        return Optional.ofNullable(lane.peek());
    }
}
