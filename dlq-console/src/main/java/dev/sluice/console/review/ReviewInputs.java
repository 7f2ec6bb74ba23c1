package dev.sluice.console.review;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.registry.AvroSerdes;
import org.apache.kafka.common.serialization.Deserializer;

/** The deserializers of what the lifecycle reads. */
record ReviewInputs(
        Deserializer<DeadLetter> deadLetters,
        Deserializer<ReviewCommand> commands,
        Deserializer<EnrichedDocument> enriched) {

    static ReviewInputs of(AvroSerdes serdes) {
        return new ReviewInputs(
                serdes.deserializer(DeadLetter.class),
                serdes.deserializer(ReviewCommand.class),
                serdes.deserializer(EnrichedDocument.class));
    }
}
