package dev.sluice.processor.ingest;

import dev.sluice.processor.control.Pauses;
import dev.sluice.processor.engine.AttemptLog;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.UsageRecords;
import dev.sluice.processor.ingest.IngestResult.Pages;
import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.processor.transcribe.Transcriber;
import dev.sluice.processor.transcribe.Transcript;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Selection;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a raw record: from its bytes by its contract to the document, from the document's content to its text, and from
 * both to its profile, if it names one or a rule gives it one. A document that is a picture is transcribed by a model. While
 * the registry or that model is out of order the document waits. Thread-safe.
 */
public final class ReadStep implements Step<Enrichment, Enrichment> {
    private final Deserializer<RawDocument> deserializer;
    private final Ingestor ingestor;
    private final LiveProfiles profiles;
    private final Backoff backoff;
    private final Pauses pauses;
    private final Optional<Transcriber> transcriber;
    private final Languages languages = new Languages();

    /** @param transcriber looks at documents that are pictures; must be there if the ingestor gives any */
    public ReadStep(
            Deserializer<RawDocument> deserializer,
            Ingestor ingestor,
            LiveProfiles profiles,
            Optional<Transcriber> transcriber,
            Pauses pauses,
            Backoff backoff) {
        this.deserializer = deserializer;
        this.ingestor = ingestor;
        this.profiles = profiles;
        this.transcriber = transcriber;
        this.pauses = pauses;
        this.backoff = backoff;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) throws InterruptedException {
        if (document.getText().isPresent()) {
            return new Done<>(document, List.of());
        }
        try {
            String topic = document.getSource().getTopic();
            return read(document, deserializer.deserialize(topic, originalOf(document)), retries);
        } catch (UndecodableRecordException e) {
            return rejected(document, DeadLetterReason.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (RegistryUnavailableException e) {
            return new RetryLater<>(
                    document, backoff.next(retries, Optional.empty()), String.valueOf(e.getMessage()), List.of());
        } catch (InterruptException e) {
            // Kafka's own, unchecked and with the flag set; the stage knows the checked one.
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        }
    }

    private StepResult<Enrichment, Enrichment> read(Enrichment document, RawDocument raw, int retries)
            throws InterruptedException {
        // Before anything is done for it that costs, such as having a picture transcribed.
        Optional<Hold> paused = pauses.of(raw.getTenant(), document.getProfile().or(raw::getProfile));
        if (paused.isPresent()) {
            return new OnHold<>(document, paused.get(), List.of());
        }
        Enrichment decoded = Enrichment.newBuilder(document)
                .setProperties(declaredProperties(raw))
                .build();
        return switch (ingestor.ingest(raw)) {
            case Read read -> selectProfile(decoded, raw, read, List.of());
            case Pages pages -> transcribe(decoded, raw, pages, retries);
            case Unreadable unreadable -> rejected(decoded, DeadLetterReason.UNREADABLE, unreadable.detail());
            case Unsupported unsupported ->
                rejected(
                        decoded,
                        DeadLetterReason.UNSUPPORTED,
                        "Documents of the type " + unsupported.mediaType() + " are not read: " + unsupported.remedy());
            case TooLarge tooLarge -> rejected(decoded, DeadLetterReason.TOO_LARGE, tooLarge.detail());
        };
    }

    private StepResult<Enrichment, Enrichment> transcribe(
            Enrichment document, RawDocument raw, Pages pages, int retries) throws InterruptedException {
        CallSubject subject = new CallSubject(document.getDocumentId(), raw.getTenant(), Optional.empty());
        EngineResult<Transcript> result = transcriber
                .orElseThrow()
                .transcribe(
                        number -> ingestor.page(raw, pages, number), pages.count(), subject, document.getAttempts());
        Enrichment tried = AttemptLog.added(document, result.attempts());
        List<LlmUsage> usage = new UsageRecords(subject).of(result.attempts());
        return switch (result) {
            case Answered<Transcript> answered -> transcribed(tried, raw, pages, answered.value(), usage);
            case Unusable<Transcript> unusable -> new Rejected<>(tried, unusable.rejection(), usage);
            case Unavailable<Transcript> out ->
                new RetryLater<>(tried, backoff.next(retries, out.retryAfter()), out.cause(), usage);
        };
    }

    private StepResult<Enrichment, Enrichment> transcribed(
            Enrichment document, RawDocument raw, Pages pages, Transcript transcript, List<LlmUsage> usage) {
        Enrichment transcribed = Enrichment.newBuilder(document)
                .setTranscription(transcript.transcription())
                .build();
        if (transcript.text().isBlank()) {
            String detail = "the document, looked at as " + pages.mediaType()
                    + ", shows no text: send a picture on which the text can be read";
            return new Rejected<>(transcribed, new Rejection(DeadLetterReason.UNREADABLE, detail), usage);
        }
        RawDocument known = RawDocument.newBuilder(raw)
                .setLanguage(raw.getLanguage().or(transcript::language).orElse(null))
                .build();
        Read read = new Read(transcript.text(), pages.mediaType(), Optional.empty());
        return selectProfile(transcribed, known, read, usage);
    }

    private StepResult<Enrichment, Enrichment> selectProfile(
            Enrichment document, RawDocument raw, Read read, List<LlmUsage> usage) {
        DocumentProperties properties = DocumentProperties.newBuilder(declaredProperties(raw))
                .setMediaType(read.mediaType())
                .setTitle(raw.getTitle().or(read::title).orElse(null))
                .setLanguage(raw.getLanguage().or(() -> languages.of(read)).orElse(null))
                .build();
        Enrichment readDocument = Enrichment.newBuilder(document)
                .setProperties(properties)
                .setText(read.text())
                .build();
        return switch (profiles.current().select(document.getProfile().or(raw::getProfile), properties, read.text())) {
            case Selection.Chosen chosen ->
                new Done<>(
                        Enrichment.newBuilder(readDocument)
                                .setProfile(chosen.profile().name())
                                .build(),
                        usage);
            case Selection.Unclaimed unclaimed -> new Done<>(readDocument, usage);
            case Selection.Unknown unknown ->
                new Rejected<>(readDocument, new Rejection(DeadLetterReason.UNREADABLE, unknown.detail()), usage);
        };
    }

    private static DocumentProperties declaredProperties(RawDocument raw) {
        return DocumentProperties.newBuilder()
                .setMediaType(raw.getMediaType().orElse(null))
                .setTitle(raw.getTitle().orElse(null))
                .setLanguage(raw.getLanguage().orElse(null))
                .setSourceUri(raw.getSourceUri().orElse(null))
                .setTenant(raw.getTenant().orElse(null))
                .setMetadata(raw.getMetadata())
                .build();
    }

    private static byte[] originalOf(Enrichment document) {
        ByteBuffer original = document.getOriginalValue().orElseThrow().duplicate();
        byte[] bytes = new byte[original.remaining()];
        original.get(bytes);
        return bytes;
    }

    private static StepResult<Enrichment, Enrichment> rejected(
            Enrichment document, DeadLetterReason reason, String detail) {
        return new Rejected<>(document, new Rejection(reason, detail), List.of());
    }
}
