package dev.sluice.acceptance.secured;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.BrokerSettings;
import dev.sluice.devstack.LoopbackPort;
import dev.sluice.devstack.Registry;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.CommittedRecords;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * A real broker that takes logins over TLS alone and allows what the manifest for Strimzi grants, and a real registry behind TLS
 * and a password. Beside them the files that secrets are read from.
 *
 * <p>The broker has an open listener, too, for whoever starts it and for what the test looks at: nobody else knows its port.
 */
final class SecuredCluster implements AutoCloseable {
    static final String ADMIN = "admin";
    private static final String REGISTRY_PASSWORD = "password of the registry";
    private static final int SCRAM_ITERATIONS = 4_096;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path secrets;
    private final Certificate certificate;
    private final LoopbackPort securedPort = LoopbackPort.free();
    private final LoopbackPort openPort = LoopbackPort.free();
    private final LoopbackPort controllerPort = LoopbackPort.free();
    private final Broker broker;
    private final Registry registry;
    private final GuardedRegistry guarded;
    private final Admin admin;
    private final List<KafkaUser> users;

    private SecuredCluster(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException, ExecutionException {
        this.users = KafkaUser.ofManifest();
        this.secrets = Files.createDirectories(folder.resolve("secrets"));
        this.certificate = Certificate.issue(folder, "brokers");
        this.broker = Broker.start(settings(folder.resolve("broker")));
        this.registry = Registry.start(folder.resolve("registry"));
        this.guarded = GuardedRegistry.before(registry, certificate, "sluice:" + REGISTRY_PASSWORD);
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        Files.writeString(secrets.resolve("registry.properties"), "password=" + REGISTRY_PASSWORD + "\n");
        List<UserScramCredentialAlteration> logins = new ArrayList<>();
        addLogin(ADMIN, logins);
        for (KafkaUser user : users) {
            addLogin(user.name(), logins);
            grant(user.rights());
        }
        admin.alterUserScramCredentials(logins).all().get();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> admin.describeUserScramCredentials().users().get().size() == logins.size());
    }

    static SecuredCluster start(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException, ExecutionException {
        return new SecuredCluster(folder);
    }

    /** Creates the topics, and registers the contracts. */
    void provision() {
        new TopicProvisioner(admin, new TopicLayout(Optional.of(2), Optional.empty())).provision();
        try (SchemaRegistrar registrar = new SchemaRegistrar(registrySettings())) {
            registrar.registerAll();
        }
    }

    /** What a user needs to reach brokers and registry, with every secret in a file. */
    Map<String, String> settings(String user) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", brokers());
        settings.put("kafka.security.protocol", "SASL_SSL");
        settings.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
        settings.put("kafka.sasl.jaas.config", login(user, secret(user)));
        settings.put("kafka.ssl.truststore.type", "PEM");
        settings.put("kafka.ssl.truststore.location", certificate.pem().toString());
        settings.put("schema.registry.url", guarded.url());
        settings.put("basic.auth.credentials.source", "USER_INFO");
        settings.put("basic.auth.user.info", "sluice:${file:" + secrets.resolve("registry.properties") + ":password}");
        settings.put("schema.registry.ssl.truststore.type", "PEM");
        settings.put(
                "schema.registry.ssl.truststore.location", certificate.pem().toString());
        return settings;
    }

    String brokers() {
        return "127.0.0.1:" + securedPort.number();
    }

    static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    /** Keeps a secret in a file, and refers to it. */
    String keep(String name, String secret) throws IOException {
        Files.writeString(secrets.resolve(name), secret + "\n");
        return secret(name);
    }

    /** Everything that must be seen by nobody. */
    List<String> secrets() throws IOException {
        List<String> all = new ArrayList<>();
        try (var files = Files.list(secrets)) {
            for (Path file : files.toList()) {
                all.add(Files.readString(file).strip().replaceFirst("^password=", ""));
            }
        }
        return all;
    }

    List<AclBinding> rightsOf(String user) {
        return users.stream()
                .filter(each -> each.name().equals(user))
                .findFirst()
                .orElseThrow()
                .rights();
    }

    void grant(Collection<AclBinding> rights) throws InterruptedException, ExecutionException {
        admin.createAcls(rights).all().get();
        awaitRights(rights, true);
    }

    void withdraw(Collection<AclBinding> rights) throws InterruptedException, ExecutionException {
        admin.deleteAcls(rights.stream().map(AclBinding::toFilter).toList())
                .all()
                .get();
        awaitRights(rights, false);
    }

    /** Sends a document, and waits until the broker has it. */
    void send(String id, RawDocument document) throws InterruptedException, ExecutionException {
        String topic = Topic.RAW.topicName();
        try (Serializer<RawDocument> serializer = serdes().serializer();
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, id, serializer.serialize(topic, document)))
                    .get();
        }
    }

    /** All committed records of a document on a topic. */
    <T extends SpecificRecord> List<T> records(Topic topic, Class<T> type, String documentId) {
        return new CommittedRecords(broker.bootstrapServers(), serdes()).of(topic, type, documentId);
    }

    private AvroSerdes serdes() {
        return new AvroSerdes(registrySettings());
    }

    private Map<String, String> registrySettings() {
        return Map.of("schema.registry.url", registry.url());
    }

    @Override
    public void close() {
        admin.close();
        guarded.close();
        registry.close();
        broker.close();
        securedPort.close();
        openPort.close();
        controllerPort.close();
    }

    private void addLogin(String user, List<UserScramCredentialAlteration> logins) throws IOException {
        String password = "password of " + user;
        keep(user, password);
        logins.add(new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS), password));
    }

    private String secret(String name) {
        return "${directory:" + secrets + ":" + name + "}";
    }

    private void awaitRights(Collection<AclBinding> rights, boolean granted) {
        Awaitility.await().atMost(SOON).until(() -> {
            Collection<AclBinding> all =
                    admin.describeAcls(AclBindingFilter.ANY).values().get();
            return granted ? all.containsAll(rights) : rights.stream().noneMatch(all::contains);
        });
    }

    private BrokerSettings settings(Path folder) {
        String open = "PLAINTEXT://127.0.0.1:" + openPort.number();
        String secured = "SASL_SSL://" + brokers();
        String controller = "127.0.0.1:" + controllerPort.number();
        String prefix = "listener.name.sasl_ssl.";
        return BrokerSettings.in(folder)
                .withPort(openPort.number())
                .withProperty("listeners", open + "," + secured + ",CONTROLLER://" + controller)
                .withProperty("advertised.listeners", open + "," + secured)
                .withProperty("controller.quorum.voters", "1@" + controller)
                .withProperty(
                        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT")
                .withProperty("inter.broker.listener.name", "PLAINTEXT")
                .withProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withProperty("super.users", "User:ANONYMOUS;User:" + ADMIN)
                .withProperty("group.min.session.timeout.ms", "1000")
                .withProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512")
                .withProperty(
                        prefix + "scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;")
                .withProperty(prefix + "ssl.keystore.type", "PKCS12")
                .withProperty(
                        prefix + "ssl.keystore.location", certificate.keys().toString())
                .withProperty(prefix + "ssl.keystore.password", Certificate.PASSWORD);
    }
}
