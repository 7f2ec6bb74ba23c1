package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.console.ConsoleTable;
import dev.sluice.processor.config.ConfigTable;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Kafka's users may use the topics that their program's source names, and no others; the topics that Kafka Streams makes for it; its
 * groups and its transactions.
 */
final class AccessCheck implements Check {
    /** What the sums of spend add to the processor's application id. */
    private static final String SPEND = "-spend";
    /** Original bytes are read by the contract of raw documents; the console does not read the topic. */
    private static final Set<String> CONSOLE_NAMES_ONLY = Set.of("documents.raw");

    private static final Pattern TOPIC = Pattern.compile("\\bTopic\\.([A-Z_]+)");
    private static final Set<String> NAMES =
            Arrays.stream(Topic.values()).map(Topic::name).collect(Collectors.toSet());

    private final Map<String, Set<String>> used = new HashMap<>();

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        rendering.find("KafkaUser", "sluice-processor").ifPresent(user -> {
            String id = defaultOf(ConfigTable.definitions(), ConfigTable.APPLICATION_ID);
            topics(user, topicsOf("processor"), problems);
            streams(user, id, List.of(id, id + SPEND), problems);
        });
        rendering.find("KafkaUser", "sluice-console").ifPresent(user -> {
            String id = defaultOf(ConsoleTable.definitions(), ConsoleTable.APPLICATION_ID);
            Set<String> topics = topicsOf("dlq-console");
            topics.addAll(topicsOf("runtime"));
            topics.removeAll(CONSOLE_NAMES_ONLY);
            topics(user, topics, problems);
            streams(user, id, List.of(id), problems);
            expect(
                    user,
                    "transactionalId",
                    (String) Programs.constant("dev.sluice.runtime.control.ControlWriter", "TRANSACTIONAL_ID"),
                    "literal",
                    Set.of("Write", "Describe"),
                    problems);
        });
        return problems;
    }

    private static void topics(Manifest user, Set<String> used, List<String> problems) {
        Set<String> granted = new TreeSet<>();
        rules(user, "topic", "literal")
                .forEach(rule -> granted.add(rule.at("/resource/name").asText()));
        used.stream()
                .filter(topic -> !granted.contains(topic))
                .forEach(topic -> problems.add(user.id() + ": may not use " + topic + ", which the program does"));
        granted.stream()
                .filter(topic -> !used.contains(topic))
                .forEach(topic -> problems.add(user.id() + ": may use " + topic + ", which the program does not"));
    }

    private static void streams(Manifest user, String id, List<String> groups, List<String> problems) {
        expect(user, "topic", id + "-", "prefix", Set.of("Create", "Delete", "Read", "Write", "Describe"), problems);
        groups.forEach(group -> expect(user, "group", group, "literal", Set.of("Read", "Describe"), problems));
        expect(user, "transactionalId", id + "-", "prefix", Set.of("Write", "Describe"), problems);
    }

    private static void expect(
            Manifest user, String type, String name, String pattern, Set<String> operations, List<String> problems) {
        boolean isGranted = rules(user, type, pattern)
                .filter(rule -> rule.at("/resource/name").asText().equals(name))
                .anyMatch(rule -> Nodes.list(rule.path("operations")).containsAll(operations));
        if (!isGranted) {
            problems.add(user.id() + ": needs " + operations + " for " + type + " " + name + " (" + pattern + ")");
        }
    }

    private static Stream<JsonNode> rules(Manifest user, String type, String pattern) {
        return Nodes.stream(user.at("/spec/authorization/acls"))
                .filter(rule -> rule.at("/resource/type").asText().equals(type)
                        && rule.at("/resource/patternType").asText().equals(pattern));
    }

    private static String defaultOf(ConfigDef table, String key) {
        return String.valueOf(table.defaultValues().get(key));
    }

    private Set<String> topicsOf(String module) {
        return new TreeSet<>(used.computeIfAbsent(module, AccessCheck::readTopicsOf));
    }

    /** The topics that a module's source names. */
    private static Set<String> readTopicsOf(String module) {
        Set<String> topics = new TreeSet<>();
        Path source = Repository.ROOT.resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Matcher matcher = TOPIC.matcher(text);
                while (matcher.find()) {
                    if (NAMES.contains(matcher.group(1))) {
                        topics.add(Topic.valueOf(matcher.group(1)).topicName());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return topics;
    }
}
