import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.registry.RegistryAvroDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Shows what becomes of documents, each outcome once. Arguments: the brokers, the registry's URL. */
public final class ReadOutcomes {
    private ReadOutcomes() {}

    public static void main(String[] args) {
        Properties config = new Properties();
        config.put("bootstrap.servers", args[0]);
        config.put("schema.registry.url", args[1]);
        config.put("group.id", "example-java");
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        config.put("key.deserializer", StringDeserializer.class);
        config.put("value.deserializer", RegistryAvroDeserializer.class);
        config.put("specific.avro.reader", true);
        try (KafkaConsumer<String, SpecificRecord> consumer = new KafkaConsumer<>(config)) {
            consumer.subscribe(List.of("documents.enriched", "documents.dead-letter"));
            while (true) {
                for (ConsumerRecord<String, SpecificRecord> record : consumer.poll(Duration.ofSeconds(1))) {
                    System.out.println(describe(record.value()));
                }
            }
        }
    }

    private static String describe(SpecificRecord outcome) {
        return switch (outcome) {
            case EnrichedDocument document ->
                "enriched  " + document.getDocumentId() + "  " + document.getClassification().getLabel() + "  "
                        + document.getExtraction().getFields();
            case DeadLetter letter ->
                "held      " + letter.getDocumentId() + "  " + letter.getReason() + "  " + letter.getDetail();
            default -> "something else  " + outcome.getSchema().getName();
        };
    }
}
