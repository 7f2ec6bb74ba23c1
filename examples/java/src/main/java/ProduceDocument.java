import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.RegistryAvroSerializer;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Has a document enriched. Arguments: the brokers, the registry's URL, the document's id, its text. */
public final class ProduceDocument {
    private ProduceDocument() {}

    public static void main(String[] args) throws Exception {
        Properties config = new Properties();
        config.put("bootstrap.servers", args[0]);
        config.put("schema.registry.url", args[1]);
        config.put("key.serializer", StringSerializer.class);
        config.put("value.serializer", RegistryAvroSerializer.class);
        try (KafkaProducer<String, RawDocument> producer = new KafkaProducer<>(config)) {
            RawDocument document = RawDocument.newBuilder()
                    .setContent(args[3])
                    .setMediaType("text/plain")
                    .setProfile("support-email")
                    .build();
            RecordMetadata written = producer.send(new ProducerRecord<>("documents.raw", args[2], document))
                    .get();
            System.out.println("produced  " + args[2] + "  " + written);
        }
    }
}
