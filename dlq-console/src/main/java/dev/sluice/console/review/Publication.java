package dev.sluice.console.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.profile.GateSettings;
import dev.sluice.runtime.cost.DocumentCost;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.CorrectionKind;
import dev.sluice.schemas.avro.CorrectionSource;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.GateReport;
import dev.sluice.schemas.avro.ModelOutput;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Review;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.StageCost;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.avro.Transcription;
import dev.sluice.schemas.avro.ValueChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes what an approval or a correction publishes: the document, and what can be learned from the decision. A part that
 * the person changed has the origin {@value #PERSON} and full confidence; the others stay as the engines made them.
 */
final class Publication {
    /** The engine of results that a person made. */
    static final String PERSON = "person";

    private final DeadLetter letter;
    private final Findings before;
    private final Findings after;
    private final List<String> changed;

    /** Of a document with all its results, checked by {@link ResultCheck}. */
    Publication(DeadLetter letter, Findings after) {
        this.letter = letter;
        this.before = Findings.of(letter);
        this.after = after;
        this.changed =
                before.changesTo(after).stream().map(ValueChange::getPointer).toList();
    }

    /** Whether the document was published before, and is looked at all the same. */
    static boolean isAudit(DeadLetter letter) {
        return letter.getReason() == DeadLetterReason.AUDIT_SAMPLE;
    }

    Outcome.Published by(ReviewCommand decision, Instant decidedAt, Instant now, GateSettings gate) {
        Masking masking = new Masking(gate.checks().personalData());
        boolean isKnown = isAudit(letter) && changed.isEmpty();
        return new Outcome.Published(
                isKnown
                        ? Optional.empty()
                        : Optional.of(masking.mask(document(decision, decidedAt, now, gate.accept()))),
                masking.mask(correction(decision, decidedAt)));
    }

    private CorrectionKind kind() {
        return changed.isEmpty() ? CorrectionKind.APPROVED : CorrectionKind.CORRECTED;
    }

    private EnrichedDocument document(ReviewCommand decision, Instant decidedAt, Instant now, double acceptThreshold) {
        Extraction extraction = extraction();
        Summary summary = letter.getSummary()
                .filter(made -> after.summary().equals(Optional.of(made.getText())))
                .orElseGet(() -> new Summary(after.summary().orElseThrow(), 1.0, person()));
        Classification classification = letter.getClassification()
                .filter(made -> after.label().equals(Optional.of(made.getLabel())))
                .orElseGet(() -> Classification.newBuilder()
                        .setLabel(after.label().orElseThrow())
                        .setConfidence(1)
                        .setRationale("A person chose it.")
                        .setOrigin(person())
                        .build());
        Map<String, Double> components = new TreeMap<>(Map.of(
                "extraction", extraction.getConfidence(),
                "summary", summary.getConfidence(),
                "classification", classification.getConfidence()));
        letter.getTranscription()
                .map(Transcription::getConfidence)
                .ifPresent(confidence -> components.put("transcription", confidence));
        List<StageCost> costs = DocumentCost.of(letter.getAttempts());
        return EnrichedDocument.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setSource(letter.getSource())
                .setProperties(letter.getProperties()
                        .orElseGet(() -> DocumentProperties.newBuilder().build()))
                .setText(letter.getText().orElseThrow())
                .setTranscription(letter.getTranscription().orElse(null))
                .setProfile(letter.getProfile().orElseThrow())
                .setExtraction(extraction)
                .setSummary(summary)
                .setClassification(classification)
                .setConfidence(components.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow())
                .setGate(GateReport.newBuilder()
                        .setAcceptThreshold(acceptThreshold)
                        .setComponents(components)
                        .setWarnings(letter.getProblems())
                        .build())
                .setAttempts(letter.getAttempts().stream()
                        .map(attempt ->
                                Attempt.newBuilder(attempt).setAnswer(null).build())
                        .toList())
                .setCostMicros(DocumentCost.micros(costs))
                .setCosts(costs)
                .setEnrichedAt(now)
                .setReview(Review.newBuilder()
                        .setReviewer(decision.getActor())
                        .setDecision(kind())
                        .setDecidedAt(decidedAt)
                        .setCommandId(decision.getCommandId())
                        .setChanged(changed)
                        .build())
                .build();
    }

    private Extraction extraction() {
        JsonNode values = after.fieldsJson();
        if (letter.getExtraction().isPresent() && before.fieldsJson().equals(values)) {
            return letter.getExtraction().get();
        }
        Extraction.Builder extraction =
                letter.getExtraction().map(Extraction::newBuilder).orElseGet(Extraction::newBuilder);
        List<FieldEvidence> stillTrue = letter.getExtraction().map(Extraction::getEvidence).orElse(List.of()).stream()
                .filter(evidence ->
                        before.fieldsJson().at(evidence.getPointer()).equals(values.at(evidence.getPointer())))
                .toList();
        return extraction
                .setFields(after.fields().orElseThrow())
                .setEvidence(stillTrue)
                .setConfidence(1)
                .setComponents(Map.of(PERSON, 1.0))
                .setOrigin(person())
                .build();
    }

    private Correction correction(ReviewCommand decision, Instant decidedAt) {
        Map<String, Origin> origins = new TreeMap<>();
        letter.getExtraction().ifPresent(made -> origins.put("extract", made.getOrigin()));
        letter.getSummary().ifPresent(made -> origins.put("summarize", made.getOrigin()));
        letter.getClassification().ifPresent(made -> origins.put("classify", made.getOrigin()));
        return Correction.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setProfile(letter.getProfile().orElseThrow())
                .setTenant(letter.getProperties()
                        .flatMap(DocumentProperties::getTenant)
                        .orElse(null))
                .setText(letter.getText().orElseThrow())
                .setFields(after.fields().orElse(null))
                .setSummary(after.summary().orElse(null))
                .setLabel(after.label().orElse(null))
                .setCorrectedBy(decision.getActor())
                .setCorrectedAt(decidedAt)
                .setSource(isAudit(letter) ? CorrectionSource.AUDIT : CorrectionSource.DEAD_LETTER)
                .setKind(kind())
                .setModelOutput(new ModelOutput(
                        before.fields().orElse(null),
                        before.summary().orElse(null),
                        before.label().orElse(null)))
                .setOrigins(origins)
                .setChanged(changed)
                .setComment(decision.getComment().orElse(null))
                .build();
    }

    private static Origin person() {
        return new Origin(PERSON, null, null);
    }
}
