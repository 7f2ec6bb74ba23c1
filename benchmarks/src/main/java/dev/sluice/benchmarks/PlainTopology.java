package dev.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.runtime.config.ConfigSources;
import dev.sluice.runtime.log.Logging;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.AvroSerdes;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** What one would write first: three blocking calls in {@code mapValues}, with the same client, broker and serde. */
final class PlainTopology {
    private static final JsonNode ANY_OBJECT =
            JsonNodeFactory.instance.objectNode().put("type", "object");

    private final LlmClient client;

    private PlainTopology(LlmClient client) {
        this.client = client;
    }

    /** Runs until the process is killed; arguments as for the processor. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> flags = new HashMap<>();
        for (String arg : args) {
            flags.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
        }
        Logging.toConsole(flags);
        ProcessorConfig config = ProcessorConfig.of(ConfigSources.merge(flags, Optional.empty(), Map.of()));
        OpenAiClient client = new OpenAiClient(config.models().get(0), Clock.systemUTC());
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topic.RAW.topicName(),
                        Consumed.with(Serdes.ByteArray(), new AvroSerdes(config.registry()).serde(RawDocument.class)))
                .mapValues(new PlainTopology(client)::enrich, Named.as("enrich"))
                .to(Topic.ENRICHED.topicName(), Produced.with(Serdes.ByteArray(), Serdes.String()));
        KafkaStreams streams = new KafkaStreams(builder.build(), config.streams());
        streams.start();
        new CountDownLatch(1).await();
    }

    private String enrich(RawDocument document) {
        return ask("extract", document) + ask("summarize", document) + ask("classify", document);
    }

    private String ask(String step, RawDocument document) {
        Message question = new Message(Role.USER, "<document>\n" + document.getContent() + "\n</document>");
        LlmRequest request =
                new LlmRequest(List.of(question), Optional.of(new ResponseFormat(step, ANY_OBJECT)), 1_000);
        try {
            return client.complete(request).text();
        } catch (LlmException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
