package dev.sluice.schemas.cluster;

import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import dev.sluice.devstack.Servers;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real broker and a real registry that tests use one after the other, see {@link SharedCluster}. Who stops one of them starts it
 * again. Not thread-safe.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Servers servers;
    private int uses;

    private Cluster(Servers servers) {
        this.servers = servers;
    }

    /** Starts both, with the contracts registered and no topic. */
    static Cluster start(Path folder) {
        Cluster cluster = new Cluster(Servers.start(folder));
        try (SchemaRegistrar registrar = new SchemaRegistrar(cluster.registrySettings())) {
            registrar.registerAll();
        }
        return cluster;
    }

    public Broker broker() {
        return servers.broker();
    }

    public Registry registry() {
        return servers.registry();
    }

    /**
     * Deletes every topic with all that is in it, and makes those of the table anew. From here on {@link #applicationId} gives
     * other names, so that no group of an earlier test is joined: its members may still be taken for alive.
     */
    public Cluster emptied(int partitions) {
        uses++;
        try (Admin admin = Admin.create(clients())) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
            await().atMost(SOON).until(() -> admin.listTopics().names().get().isEmpty());
            new TopicProvisioner(admin, new TopicLayout(Optional.of(partitions), Optional.empty())).provision();
            return this;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused to delete its topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The application id of the service of this name, for as long as the topics are. */
    public String applicationId(String service) {
        return service + "-" + uses;
    }

    /** Where both are, as the services' configuration has it, and at whose pace groups rebalance here. */
    public Map<String, String> surroundings() {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap.servers", broker().bootstrapServers());
        values.put("schema.registry.url", registry().url());
        // At the pace of a test: a cluster would not evict an instance after six seconds.
        values.put("kafka.session.timeout.ms", "6000");
        values.put("kafka.heartbeat.interval.ms", "1000");
        return values;
    }

    /** The configuration of Kafka's clients. */
    public Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker().bootstrapServers());
    }

    /** The configuration of registry clients. */
    public Map<String, String> registrySettings() {
        return Map.of("schema.registry.url", registry().url());
    }

    public AvroSerdes serdes() {
        return new AvroSerdes(registrySettings());
    }

    @Override
    public void close() {
        broker().close();
        registry().close();
    }
}
