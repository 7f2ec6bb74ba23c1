package dev.sluice.k8s;

import dev.sluice.console.ConsoleTable;
import dev.sluice.processor.config.ConfigTable;
import dev.sluice.processor.config.Settings;
import dev.sluice.runtime.config.ConfigSources;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Every SLUICE_ variable is a key of the program that gets it, with a value that it takes: the programs' own configuration is read.
 * Secrets come out of Secrets, which are in no file; and Kubernetes adds no variables of its own.
 */
final class EnvironmentCheck implements Check {
    private static final Set<String> KAFKA = kafkaKeys();
    private static final List<String> SECRET_WORDS =
            List.of("password", "jaas", "user.info", "token", "ssl.keystore.key", "ssl.keystore.certificate");

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        rendering
                .of("Secret")
                .forEach(each -> problems.add(
                        each.id() + ": a secret in a file; make it with kubectl create secret and name it only"));
        for (Container container : rendering.containers()) {
            if (!container.workload().pod().path("enableServiceLinks").isBoolean()
                    || container.workload().pod().path("enableServiceLinks").asBoolean()) {
                problems.add(
                        container.id() + ": enableServiceLinks must be false, or variables of Services are taken for"
                                + " configuration");
            }
            container.program().ifPresent(program -> look(program, container, rendering, problems));
        }
        return problems;
    }

    private static void look(String program, Container container, Rendering rendering, List<String> problems) {
        Environment environment = Environment.of(container, rendering);
        problems.addAll(environment.problems());
        Map<String, String> configuration = environment.configuration();
        ConfigSources.merge(Map.of(), Optional.empty(), environment.shown()).keySet().stream()
                .filter(EnvironmentCheck::isSecret)
                .forEach(
                        key -> problems.add(container.id() + ": " + key + " is a secret; take it from a Secret alone"));
        configuration.keySet().stream()
                .filter(key -> key.startsWith(SharedKeys.KAFKA_PREFIX) && !KAFKA.contains(withoutPrefixes(key)))
                .forEach(key -> problems.add(container.id() + ": Kafka's clients know no " + key));
        try {
            switch (program) {
                case "processor" -> Programs.processor(container, rendering);
                case "console" -> {
                    refuseForeign(configuration.keySet());
                    Programs.console(container, rendering);
                }
                case "cli" -> Settings.of(configuration);
                default -> problems.add(container.id() + ": there is no image sluice/" + program);
            }
        } catch (ConfigException e) {
            problems.add(container.id() + ": " + e.getMessage());
        }
    }

    /** The console leaves the processor's keys alone; in an environment of its own they are mistakes. */
    private static void refuseForeign(Set<String> keys) {
        Set<String> known = ConsoleTable.definitions().names();
        keys.stream()
                .filter(key -> !known.contains(key) && !ConfigValues.isForeign(key))
                .forEach(key -> {
                    throw new ConfigException("The console has no key " + key + ".");
                });
    }

    private static boolean isSecret(String key) {
        return isPassword(ConfigTable.definitions(), key)
                || isPassword(ConsoleTable.definitions(), key)
                || (ConfigValues.isForeign(key) && SECRET_WORDS.stream().anyMatch(key::contains));
    }

    private static boolean isPassword(ConfigDef table, String key) {
        return table.configKeys().containsKey(key) && table.configKeys().get(key).type == ConfigDef.Type.PASSWORD;
    }

    private static String withoutPrefixes(String key) {
        return key.substring(SharedKeys.KAFKA_PREFIX.length())
                .replaceFirst("^(main\\.consumer|restore\\.consumer|global\\.consumer|consumer|producer|admin)\\.", "");
    }

    private static Set<String> kafkaKeys() {
        Set<String> keys = new HashSet<>(StreamsConfig.configDef().names());
        keys.addAll(ConsumerConfig.configNames());
        keys.addAll(ProducerConfig.configNames());
        keys.addAll(AdminClientConfig.configNames());
        return keys;
    }
}
