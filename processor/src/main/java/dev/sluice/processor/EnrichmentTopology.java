package dev.sluice.processor;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.LlmUsage;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/**
 * The way of a document: raw, extract, summarize, classify, gate, then enriched or dead letter. One that people send back
 * takes the same way; the stages leave alone what it has already.
 *
 * <p>All nodes are in one sub-topology, without topics in between: what is finished at one stage is what the next one
 * keeps, in one transaction. Node and store names are part of the contract: changelog topics are named after them.
 */
final class EnrichmentTopology {
    static final String INTAKE = "intake";
    static final String EXTRACT = Stage.EXTRACT.id();
    static final String SUMMARIZE = Stage.SUMMARIZE.id();
    static final String CLASSIFY = Stage.CLASSIFY.id();
    static final String GATE = Stage.GATE.id();
    static final String ENRICHED = "enriched";
    static final String REJECTED = "rejected";
    static final String DEAD_LETTER = "dead-letter";
    static final String USAGE = "usage";

    private EnrichmentTopology() {}

    static Topology build(TopologyNodes nodes, Serializer<LlmUsage> usage) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new Topology()
                .addSource("raw", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topic.RAW.topicName())
                .addSource(
                        "redrive", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topic.REDRIVE.topicName())
                .addProcessor(INTAKE, nodes.intake(), "raw", "redrive")
                .addProcessor(EXTRACT, nodes.extract(), INTAKE)
                .addProcessor(SUMMARIZE, nodes.summarize(), EXTRACT)
                .addProcessor(CLASSIFY, nodes.classify(), SUMMARIZE)
                .addProcessor(GATE, nodes.gate(), CLASSIFY)
                .addProcessor(REJECTED, nodes.rejected(), INTAKE, EXTRACT, SUMMARIZE, CLASSIFY, GATE)
                .addSink(ENRICHED, Topic.ENRICHED.topicName(), bytes, bytes, GATE)
                .addSink(DEAD_LETTER, Topic.DEAD_LETTER.topicName(), bytes, bytes, REJECTED)
                .addSink(USAGE, Topic.USAGE.topicName(), bytes, usage, EXTRACT, SUMMARIZE, CLASSIFY);
    }
}
