package dev.sluice.processor.transcribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.PaintedText;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.control.Pauses;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.ingest.IngestLimits;
import dev.sluice.processor.ingest.Ingestor;
import dev.sluice.processor.ingest.ReadStep;
import dev.sluice.processor.ingest.Scans;
import dev.sluice.processor.ingest.VisionLimits;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Profiles;
import dev.sluice.runtime.control.Controls;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents that are pictures, from the record to the text, with a model over HTTP. */
class TranscribedDocumentsTest {
    private static final String MAIL = """
            From: Jane Doe <jane.doe@example.com>

            I ordered a lamp on 2026-11-03, order 12345, and it has still not arrived. Where is my parcel?
            """;

    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final ModelEndpoint endpoint = new ModelEndpoint(
            "eyes",
            URI.create(server.baseUrl()),
            "simulated-vision",
            Credentials.NONE,
            CallTimeouts.DEFAULTS,
            ModelParameters.DEFAULTS,
            8);
    private final OpenAiClient client = new OpenAiClient(endpoint, Clock.systemUTC());
    private final Controls controls = new Controls(Clock.systemUTC());
    private final StructuredCall model = new StructuredCall(client, endpoint, Prices.NONE, Clock.systemUTC());
    private final Profiles profiles = new ProfileLoader().load();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    // ---- the provider's fault

    @Test
    void aPictureWaitsForAProviderThatIsDown() throws Exception {
        StepResult<Enrichment, Enrichment> result =
                read(PaintedText.file(MAIL + "[[sim:503 step=transcribe]]", "png"), List.of());
        assertThat(result)
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(attempts(later.input()))
                                .extracting(Attempt::getOutcome)
                                .containsExactly(AttemptOutcome.FAILED));
        assertThat(result.usage()).extracting(LlmUsage::getOutcome).containsExactly(AttemptOutcome.FAILED);
    }

    @Test
    void pagesThatWerePaidForAreNotPaidForAgainAfterAnOutage() throws Exception {
        byte[] scan = Scans.pdf("Page one.", "Page two. [[sim:503 step=transcribe]]", "Page three.");
        RetryLater<?, ?> later = (RetryLater<?, ?>) read(scan, List.of());
        assertThat(attempts(later.input()))
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.VALID, AttemptOutcome.FAILED, AttemptOutcome.VALID);
        long calls = server.calls().total();

        Enrichment document = done(read(scan, attempts(later.input())));

        assertThat(server.calls().total() - calls).isEqualTo(1);
        assertThat(document.getText().orElseThrow())
                .startsWith("Page one.\n\nPage two.")
                .endsWith("\n\nPage three.");
    }

    // ---- the model's fault

    @Test
    void anAnswerOfTheWrongTypeIsCorrectedAndBothAreRecorded() throws Exception {
        Enrichment document =
                done(read(PaintedText.file(MAIL + "[[sim:wrong-type step=transcribe]]", "png"), List.of()));
        assertThat(document.getAttempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.INVALID, AttemptOutcome.VALID);
    }

    @Test
    void aModelThatDeclinesIsTheEndOfTheDocument() throws Exception {
        assertRejected(
                PaintedText.file(MAIL + "[[sim:refusal step=transcribe]]", "jpeg"),
                DeadLetterReason.REFUSED,
                "declined");
    }

    @Test
    void howUnsureTheModelWasIsKept() throws Exception {
        Enrichment document =
                done(read(Scans.pdf("Sure.", "Hardly legible. [[sim:low-confidence step=transcribe]]"), List.of()));
        assertThat(document.getTranscription().orElseThrow().getConfidence()).isLessThan(0.5);
    }

    // ---- the document's fault

    @Test
    void aPictureWithoutTextIsUnreadable() throws Exception {
        ByteArrayOutputStream photo = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", photo);
        assertRejected(photo.toByteArray(), DeadLetterReason.UNREADABLE, "shows no text");
    }

    @Test
    void aDamagedPictureCostsNothing() throws Exception {
        byte[] file = PaintedText.file(MAIL, "png");
        assertRejected(Arrays.copyOf(file, file.length / 2), DeadLetterReason.UNREADABLE, "damaged");
        assertThat(server.calls().total()).isZero();
    }

    // ---- no fault

    @Test
    void whatAPictureSaysIsTheDocumentsText() throws Exception {
        Enrichment document = done(read(PaintedText.file(MAIL, "png"), List.of()));

        assertThat(document.getText()).contains(MAIL.strip());
        assertThat(document.getProperties().orElseThrow().getMediaType()).contains("image/png");
        assertThat(document.getTranscription().orElseThrow()).satisfies(transcription -> {
            assertThat(transcription.getPages()).isEqualTo(1);
            assertThat(transcription.getOrigin().getEngine()).isEqualTo("eyes");
            assertThat(transcription.getConfidence()).isGreaterThan(0.8);
        });
        assertThat(document.getAttempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.getStage()).isEqualTo("extract");
            assertThat(attempt.getPart()).contains("transcribe");
        });
    }

    @Test
    void evidencePointsIntoTheTranscription() throws Exception {
        Enrichment document = done(read(PaintedText.webp(MAIL), List.of()));
        String text = document.getText().orElseThrow();
        EngineTask task =
                new EngineTask(document, profiles.find("support-email").orElseThrow(), CleanText.of(text));

        PromptRenderer prompts = new PromptRenderer();
        LongDocuments documents = new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, Clock.systemUTC());

        Answered<Extraction> extraction = (Answered<Extraction>) new LlmExtractor(model, prompts, documents).run(task);

        assertThat(extraction.value().getFields()).contains("12345");
        assertThat(extraction.value().getEvidence())
                .isNotEmpty()
                .allSatisfy(evidence -> assertThat(text.substring(
                                evidence.getSpan().orElseThrow().getStart(),
                                evidence.getSpan().orElseThrow().getEnd()))
                        .isEqualTo(evidence.getQuote().orElseThrow()));
    }

    @Test
    void aScanOfManyPagesIsOneText() throws Exception {
        String[] pages = new String[6];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = "This is page " + (i + 1) + ".";
        }
        Enrichment document = done(read(Scans.pdf(pages), List.of()));
        assertThat(document.getText()).contains(String.join("\n\n", pages));
        assertThat(document.getAttempts())
                .extracting(attempt -> attempt.getPart().orElseThrow())
                .startsWith("transcribe 1", "transcribe 2")
                .hasSize(6);
    }

    private void assertRejected(byte[] file, DeadLetterReason reason, String detail) throws Exception {
        assertThat(read(file, List.of())).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(reason);
            assertThat(rejected.rejection().detail()).contains(detail);
        });
    }

    private StepResult<Enrichment, Enrichment> read(byte[] file, List<Attempt> history) throws Exception {
        RawDocument raw =
                RawDocument.newBuilder().setContent(ByteBuffer.wrap(file)).build();
        ReadStep step = new ReadStep(
                (topic, bytes) -> raw,
                new Ingestor(IngestLimits.DEFAULTS, Optional.of(VisionLimits.DEFAULTS)),
                new LiveProfiles(profiles),
                Optional.of(new Transcriber(model)),
                new Pauses(controls),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), Clock.systemUTC()));
        Enrichment document = Enrichment.newBuilder()
                .setDocumentId("doc-1")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(1)
                        .setTimestamp(Instant.parse("2026-11-20T12:00:00Z"))
                        .build())
                .setOriginalValue(ByteBuffer.wrap(new byte[0]))
                .setAttempts(history)
                .build();
        return step.apply(document, 0);
    }

    private static Enrichment done(StepResult<Enrichment, Enrichment> result) {
        return ((Done<Enrichment, Enrichment>) result).output();
    }

    private static List<Attempt> attempts(Object document) {
        return ((Enrichment) document).getAttempts();
    }
}
