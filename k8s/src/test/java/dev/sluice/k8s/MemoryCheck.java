package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container's memory holds what its JVM may take: the heap, direct buffers, RocksDB where one instance has all partitions, and a
 * rest for code, threads and the JVM itself. What it may take is what it asks for, so that no neighbour has it killed.
 */
final class MemoryCheck implements Check {
    /** The variable that the images add to their own flags. */
    static final String FLAGS = "JAVA_OPTS";

    private static final Pattern HEAP = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)(?:\\.\\d+)?\\b");
    private static final Pattern DIRECT = Pattern.compile("-XX:MaxDirectMemorySize=(\\d+)([mg])\\b");
    private static final String SMALL_ROCKS_DB = "dev.sluice.runtime.streams.SmallRocksDb";
    private static final long MIB = 1L << 20;
    private static final long REST = 512 * MIB;
    private static final long REST_OF_A_COMMAND = 192 * MIB;
    /** Each window of spend, an hour and a day, is kept in so many segments, each a RocksDB of its own. */
    private static final int SPEND_STORES = 2 * 3;

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        // The gate's store is in memory.
        long stages = Stage.values().length - 1L;
        rendering
                .running("processor")
                .forEach(each -> look(each, (stages + SPEND_STORES) * storesOfAll(), REST, problems));
        rendering.running("console").forEach(each -> look(each, consoleStores() * storesOfAll(), REST, problems));
        rendering.running("cli").forEach(each -> look(each, 0, REST_OF_A_COMMAND, problems));
        return problems;
    }

    private static void look(Container container, long rocksDb, long rest, List<String> problems) {
        JsonNode limit = container.json().at("/resources/limits/memory");
        JsonNode request = container.json().at("/resources/requests/memory");
        String flags = Nodes.stream(container.json().path("env"))
                .filter(each -> each.path("name").asText().equals(FLAGS))
                .map(each -> each.path("value").asText())
                .findFirst()
                .orElse("");
        OptionalLong percentage = number(HEAP.matcher(flags));
        OptionalLong direct = direct(flags);
        if (limit.isMissingNode() || !limit.equals(request)) {
            problems.add(container.id() + ": needs a limit of memory, and to request as much");
        } else if (percentage.isEmpty() || direct.isEmpty()) {
            problems.add(container.id() + ": " + FLAGS + " must bound the heap and direct memory: MaxRAMPercentage and"
                    + " MaxDirectMemorySize");
        } else {
            long given = Quantity.bytes(limit);
            long needed = given * percentage.getAsLong() / 100 + direct.getAsLong() + rocksDb + rest;
            if (needed > given) {
                problems.add(container.id() + ": may take " + needed / MIB + " MiB of memory and has " + given / MIB);
            }
        }
    }

    private static OptionalLong direct(String flags) {
        Matcher matcher = DIRECT.matcher(flags);
        return matcher.find()
                ? OptionalLong.of(
                        Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("g") ? 1024 : 1) * MIB)
                : OptionalLong.empty();
    }

    private static OptionalLong number(Matcher matcher) {
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** What one store of each partition takes together. */
    private static long storesOfAll() {
        long buffer = (Long) Programs.constant(SMALL_ROCKS_DB, "WRITE_BUFFER_BYTES");
        int buffers = (Integer) Programs.constant(SMALL_ROCKS_DB, "WRITE_BUFFERS");
        long cache = (Long) Programs.constant(SMALL_ROCKS_DB, "BLOCK_CACHE_BYTES");
        return Topic.RAW.partitions() * (buffer * buffers + cache);
    }

    private static long consoleStores() {
        try {
            Method builders =
                    Class.forName("dev.sluice.console.review.ItemStores").getDeclaredMethod("builders");
            builders.setAccessible(true);
            // And the one of outcomes.
            return ((Collection<?>) builders.invoke(null)).size() + 1L;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("ItemStores is not what it was: look what this check needs now", e);
        }
    }
}
