package dev.sluice.quickstart.profiles;

import dev.sluice.processor.control.Pauses;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.extract.OfflineExtractor;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.ingest.IngestLimits;
import dev.sluice.processor.ingest.Ingestor;
import dev.sluice.processor.ingest.ReadStep;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.quickstart.produce.MediaTypesByName;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.runtime.control.Controls;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Brings a file as far as the processor brings a document before it asks a model. */
final class DocumentTask {
    private final LiveProfiles profiles;
    private final IngestLimits limits;
    private final Clock clock = Clock.systemUTC();

    DocumentTask(LiveProfiles profiles, IngestLimits limits) {
        this.profiles = profiles;
        this.limits = limits;
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailedException if the processor would not read it
     */
    EngineTask read(Path file, String profile, Stage stage) throws IOException, InterruptedException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailedException("There is no readable file " + file + ". Correct the path.");
        }
        RawDocument raw = RawDocument.newBuilder()
                .setContent(ByteBuffer.wrap(Files.readAllBytes(file)))
                .setMediaType(MediaTypesByName.of(file.getFileName().toString()).orElse(null))
                .setSourceUri(file.toUri().toString())
                .setProfile(profile)
                .build();
        ReadStep step = new ReadStep(
                (topic, bytes) -> raw,
                new Ingestor(limits),
                profiles,
                Optional.empty(),
                new Pauses(new Controls(clock)),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), clock));
        Enrichment read = document(step.apply(unread(file), 0));
        Profile kind = profiles.current().find(profile).orElseThrow();
        EngineTask task = new EngineTask(read, kind, CleanText.of(read.getText().orElseThrow()));
        return stage == Stage.EXTRACT ? task : withFindings(task);
    }

    private Enrichment unread(Path file) {
        return Enrichment.newBuilder()
                .setDocumentId(file.toString())
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic(Topic.RAW.topicName())
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(clock.instant())
                        .build())
                .setOriginalValue(ByteBuffer.allocate(0))
                .build();
    }

    private static Enrichment document(StepResult<Enrichment, Enrichment> result) {
        return switch (result) {
            case Done<Enrichment, Enrichment> done -> done.output();
            case Rejected<Enrichment, Enrichment> rejected ->
                throw new CommandFailedException(rejected.rejection().detail());
            case RetryLater<Enrichment, Enrichment> later -> throw new CommandFailedException(later.cause());
            case OnHold<Enrichment, Enrichment> held ->
                throw new CommandFailedException(held.hold().why());
        };
    }

    private EngineTask withFindings(EngineTask task) {
        EngineResult<Extraction> result = new OfflineExtractor(clock).run(task);
        if (!(result instanceof Answered<Extraction> answered)) {
            return task;
        }
        Enrichment found = Enrichment.newBuilder(task.enrichment())
                .setExtraction(answered.value())
                .build();
        return new EngineTask(found, task.profile(), task.text());
    }
}
