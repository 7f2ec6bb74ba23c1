package dev.sluice.schemas.registry;

import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;

/** Registers and finds the contracts of the topics. What is registered already stays as it is, so it can be run at any time. */
public final class SchemaRegistrar implements AutoCloseable {
    private final RegistryClient registry;

    /**
     * Connects to nothing yet.
     *
     * @param settings those of {@link RegistryKeys} that concern the connection
     */
    public SchemaRegistrar(Map<String, ?> settings) {
        this.registry = RegistryClient.of(RegistryKeys.parse(settings));
    }

    /**
     * Registers the value schema of every topic, in the order of {@link Topic}. Those before the first failure stay
     * registered.
     *
     * @throws SchemaRejectedException when the registry finds one incompatible with its subject's earlier versions
     * @throws RegistryUnavailableException when the registry does not serve
     */
    public List<RegisteredVersion> registerAll() {
        try {
            List<RegisteredVersion> registered = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                registered.add(registry.register(topic.valueSubject(), topic.valueSchema()));
            }
            return registered;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Looks up the value schema of every topic; those that are not registered are left out.
     *
     * @throws RegistryUnavailableException when the registry does not serve
     */
    public Map<Topic, RegisteredVersion> findAll() {
        try {
            Map<Topic, RegisteredVersion> found = new EnumMap<>(Topic.class);
            for (Topic topic : Topic.values()) {
                registry.find(topic.valueSubject(), topic.valueSchema())
                        .ifPresent(version -> found.put(topic, version));
            }
            return found;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
