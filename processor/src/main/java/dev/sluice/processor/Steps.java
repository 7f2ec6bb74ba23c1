package dev.sluice.processor;

import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.classify.OfflineClassifier;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineStep;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.extract.OfflineExtractor;
import dev.sluice.processor.ingest.Ingestor;
import dev.sluice.processor.ingest.ReadStep;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Sequence;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.summarize.LlmSummarizer;
import dev.sluice.processor.summarize.OfflineSummarizer;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.Summary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes the work of the three stages. */
final class Steps {
    private final Profiles profiles;
    private final Optional<StructuredCall> model;
    private final PromptRenderer prompts;
    private final LongDocuments documents;
    private final Backoff backoff;
    private final Clock clock;
    private final Step<Enrichment, Enrichment> read;

    Steps(
            Profiles profiles,
            Optional<StructuredCall> model,
            Deserializer<RawDocument> deserializer,
            Ingestor ingestor,
            LongDocumentLimits longDocuments,
            Backoff backoff,
            Clock clock) {
        this.profiles = profiles;
        this.model = model;
        this.prompts = new PromptRenderer();
        this.documents = new LongDocuments(prompts, longDocuments, clock);
        this.backoff = backoff;
        this.clock = clock;
        this.read = new ReadStep(deserializer, ingestor, profiles, backoff);
    }

    Step<Enrichment, Enrichment> extract() {
        return new Sequence<>(List.of(
                read,
                this.<Extraction>engines(
                        Stage.EXTRACT,
                        model.map(calls -> new LlmExtractor(calls, prompts, documents)),
                        new OfflineExtractor(clock),
                        (document, extraction) -> Enrichment.newBuilder(document)
                                .setExtraction(extraction)
                                .build())));
    }

    Step<Enrichment, Enrichment> summarize() {
        return this.<Summary>engines(
                Stage.SUMMARIZE,
                model.map(calls -> new LlmSummarizer(calls, prompts, documents)),
                new OfflineSummarizer(clock),
                (document, summary) ->
                        Enrichment.newBuilder(document).setSummary(summary).build());
    }

    Step<Enrichment, Enrichment> classify() {
        return this.<Classification>engines(
                Stage.CLASSIFY,
                model.map(calls -> new LlmClassifier(calls, prompts, documents)),
                new OfflineClassifier(clock),
                (document, classification) -> Enrichment.newBuilder(document)
                        .setClassification(classification)
                        .build());
    }

    private <T> Step<Enrichment, Enrichment> engines(
            Stage stage,
            Optional<? extends Engine<T>> llm,
            Engine<T> offline,
            BiFunction<Enrichment, T, Enrichment> addResult) {
        List<Engine<T>> engines =
                Stream.<Engine<T>>concat(llm.stream(), Stream.of(offline)).toList();
        return new EngineStep<>(profiles, new EngineLadder<>(stage, engines, profiles.all()), addResult, backoff);
    }
}
