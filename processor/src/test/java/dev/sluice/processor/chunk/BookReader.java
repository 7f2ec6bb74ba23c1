package dev.sluice.processor.chunk;

import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.llm.CallPermits;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.PermitLimitedClient;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.summarize.LlmSummarizer;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Span;
import dev.sluice.schemas.avro.Summary;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Takes a document through all stages in a JVM of its own, whose heap is what is tested. Arguments: the model's address and the
 * file to read. Prints what the test looks at.
 */
final class BookReader {
    private BookReader() {}

    public static void main(String[] arguments) throws Exception {
        Clock clock = Clock.systemUTC();
        ModelEndpoint endpoint = new ModelEndpoint(
                "model",
                URI.create(arguments[0]),
                "simulated-small",
                Credentials.NONE,
                CallTimeouts.DEFAULTS,
                ModelParameters.DEFAULTS,
                64);
        Profile profile = new ProfileLoader().load().find("general").orElseThrow();
        String text = Files.readString(Path.of(arguments[1]), StandardCharsets.UTF_8);
        PromptRenderer prompts = new PromptRenderer();
        LongDocuments documents = new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, clock);
        try (OpenAiClient client = new OpenAiClient(endpoint, clock)) {
            StructuredCall model = new StructuredCall(
                    new PermitLimitedClient(client, new CallPermits(64)), endpoint, Prices.NONE, clock);
            EngineTask task = TestTasks.task(text, profile);

            Extraction extraction = value(new LlmExtractor(model, prompts, documents).run(task));
            Enrichment extracted = Enrichment.newBuilder(task.enrichment())
                    .setExtraction(extraction)
                    .build();
            Summary summary = value(
                    new LlmSummarizer(model, prompts, documents).run(new EngineTask(extracted, profile, task.text())));
            Enrichment summarized =
                    Enrichment.newBuilder(extracted).setSummary(summary).build();
            Classification classification = value(
                    new LlmClassifier(model, prompts, documents).run(new EngineTask(summarized, profile, task.text())));

            extraction.getEntities().forEach(entity -> {
                Span span = entity.getSpan().orElseThrow();
                System.out.println("entity " + entity.getValue() + " at " + span.getStart() + ": "
                        + text.substring(span.getStart(), span.getEnd()).replace('\n', ' '));
            });
            System.out.println("summary " + summary.getText().replace('\n', ' '));
            System.out.println("label " + classification.getLabel());
        }
    }

    private static <T> T value(EngineResult<T> result) {
        if (result instanceof Answered<T> answered) {
            return answered.value();
        }
        throw new IllegalStateException("no answer: " + result);
    }
}
