package dev.sluice.benchmarks;

import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.Page;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.Sort;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import dev.sluice.runtime.log.Logging;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Fills the console's item topic, has a read model rebuilt from it, and asks it what the queue's page asks. Broker and
 * program share the machine.
 */
public final class ReadModelBenchmark {
    private static final int ITEMS = 100_000;
    private static final int QUESTIONS = 200;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final Viewer VIEWER = Viewer.unrestricted("ada");

    private ReadModelBenchmark() {}

    /**
     * Measures.
     *
     * @param args the number of items, if not 100,000
     */
    public static void main(String[] args) throws Exception {
        Logging.off();
        int items = args.length == 0 ? ITEMS : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("sluice-read-model");
        try (Registry registry = Registry.start(folder.resolve("registry"));
                Broker broker = Broker.start(folder.resolve("broker"))) {
            Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
            AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", registry.url()));
            fill(clients, registry, serdes, items);
            measure(folder.resolve("items.sqlite"), clients, serdes, items);
        }
        PipelineBenchmark.delete(folder);
    }

    private static void fill(Map<String, Object> clients, Registry registry, AvroSerdes serdes, int items) {
        try (Admin admin = Admin.create(clients);
                SchemaRegistrar registrar = new SchemaRegistrar(Map.of("schema.registry.url", registry.url()))) {
            new TopicProvisioner(admin, TopicLayout.standard()).provision();
            registrar.registerAll();
        }
        ReviewItems samples = new ReviewItems(new Random(1));
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        try (Serializer<ReviewItem> serializer = serdes.serializer();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            String topic = Topic.REVIEW_ITEMS.topicName();
            for (int i = 0; i < items; i++) {
                ReviewItem item = samples.next(i);
                byte[] key = item.getDocumentId().getBytes(StandardCharsets.UTF_8);
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, item)));
            }
        }
    }

    private static void measure(Path file, Map<String, Object> clients, AvroSerdes serdes, int items) throws Exception {
        long begin = System.nanoTime();
        try (ReadModel model = new ReadModel(file, clients, serdes, Clock.systemUTC())) {
            model.start();
            while (!model.isCaughtUp() || model.count(ItemFilter.of(Tab.ALL), VIEWER) < items) {
                Thread.sleep(200);
            }
            print("rebuild of " + items + " items", (System.nanoTime() - begin) / 1e6, Files.size(file) / 1e6);
            ItemFilter pending = ItemFilter.of(Tab.PENDING);
            ask("first page", () -> model.page(pending, VIEWER, Sort.OLDEST, Optional.empty(), 50));
            Page deep = model.page(pending, VIEWER, Sort.OLDEST, Optional.empty(), items / 2);
            ask("page in the middle", () -> model.page(pending, VIEWER, Sort.OLDEST, deep.next(), 50));
            ask("counts of the tabs", () -> model.counts(pending, VIEWER));
            ask("search, rare word", () -> search(model, pending, "order-4711"));
            ask("search, common word", () -> search(model, pending, ReviewItems.COMMON));
            ask("counts under a search", () -> model.counts(pending.withText(ReviewItems.COMMON), VIEWER));
        }
    }

    private static Page search(ReadModel model, ItemFilter filter, String text) {
        return model.page(filter.withText(text), VIEWER, Sort.OLDEST, Optional.empty(), 50);
    }

    private static void ask(String name, Runnable question) {
        double[] millis = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            long begin = System.nanoTime();
            question.run();
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        print(name, millis[QUESTIONS / 2], millis[QUESTIONS * 95 / 100]);
    }

    private static void print(String name, double first, double second) {
        System.out.printf(Locale.ROOT, "%-30s %10.1f %10.1f%n", name, first, second);
    }
}
