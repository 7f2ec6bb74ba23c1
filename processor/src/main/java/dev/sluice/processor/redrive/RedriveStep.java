package dev.sluice.processor.redrive;

import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Puts a record of {@code documents.redrive} back into the state in which its document was given up, less what is to be made
 * anew: see {@link Redriven}. The stages leave alone what is there, so the document goes on at the stage that is asked for. Any
 * other document passes as it is. While the registry is down the record waits. Thread-safe if the deserializer is.
 */
public final class RedriveStep implements Step<Enrichment, Enrichment> {
    private final Deserializer<Redrive> deserializer;
    private final Set<String> engines;
    private final Backoff backoff;

    /** @param engines the names that a redrive can ask for */
    public RedriveStep(Deserializer<Redrive> deserializer, Set<String> engines, Backoff backoff) {
        this.deserializer = deserializer;
        this.engines = Collections.unmodifiableSet(new TreeSet<>(engines));
        this.backoff = backoff;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) throws InterruptedException {
        String topic = document.getSource().getTopic();
        if (!topic.equals(Topic.REDRIVE.topicName())) {
            return new Done<>(document, List.of());
        }
        try {
            return restored(deserializer.deserialize(topic, bytes(document)));
        } catch (UndecodableRecordException e) {
            return new Rejected<>(
                    document, new Rejection(DeadLetterReason.UNREADABLE, String.valueOf(e.getMessage())), List.of());
        } catch (RegistryUnavailableException e) {
            return new RetryLater<>(
                    document, backoff.next(retries, Optional.empty()), String.valueOf(e.getMessage()), List.of());
        } catch (InterruptException e) {
            // Kafka's own, unchecked and with the flag set; the stage knows the checked one.
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        }
    }

    private StepResult<Enrichment, Enrichment> restored(Redrive redrive) {
        Enrichment document = Redriven.of(redrive);
        Optional<String> unknown = redrive.getEngine().filter(engine -> !engines.contains(engine));
        if (unknown.isPresent()) {
            String detail = "The redrive asks for the engine " + unknown.get() + ", but configured are " + engines
                    + ". Redrive it with one of these, or configure that one.";
            return new Rejected<>(document, new Rejection(DeadLetterReason.INTERNAL_ERROR, detail), List.of());
        }
        return new Done<>(document, List.of());
    }

    private static byte[] bytes(Enrichment document) {
        ByteBuffer value = document.getOriginalValue().orElseThrow().duplicate();
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }
}
