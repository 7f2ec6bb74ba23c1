package dev.sluice.processor.classify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.OfflineRun;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.text.CatchAll;
import dev.sluice.processor.text.KeywordEvidence;
import dev.sluice.processor.text.KeywordIndex;
import dev.sluice.processor.text.Language;
import dev.sluice.profile.Category;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.AlternativeLabel;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DocumentProperties;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Classifies without a model: by the keywords of the profile's categories in the document's title and text, and by the
 * labels of the examples and corrections that are most like it. Deterministic for a given set of examples, and thread-safe.
 *
 * <p>What the keywords say is the label's share in their evidence, see {@link KeywordEvidence}: 0.85 and more takes a clear
 * margin; weak or tied evidence is well below 0.8. What the examples say depends on how alike they are, see
 * {@link NeighbourVote}; {@link LabelEvidence} weighs both. Without any evidence the category for what fits nowhere else is
 * given, one without keywords or with a name such as other, or else the first one, with a confidence of 0.3 at most.
 */
public final class OfflineClassifier implements Engine<Classification> {
    private static final double GUESS = 0.3;
    private static final int MOST_ALTERNATIVES = 5;
    private static final int DECISIVE_WORDS = 4;

    private final SimilarExamples examples;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    public OfflineClassifier(SimilarExamples examples, Clock clock) {
        this.examples = examples;
        this.clock = clock;
    }

    @Override
    public String name() {
        return EngineLadder.OFFLINE;
    }

    @Override
    public EngineResult<Classification> run(EngineTask task) {
        OfflineRun run = OfflineRun.start(Stage.CLASSIFY, clock);
        List<Category> categories = task.profile().categories();
        Map<String, Map<String, Double>> keywords = new LinkedHashMap<>();
        categories.forEach(category -> keywords.put(category.label(), category.keywords()));

        Optional<DocumentProperties> properties = task.enrichment().getProperties();
        String text = task.text().text();
        Language language = Language.of(properties.flatMap(DocumentProperties::getLanguage), text);
        String titled = properties
                .flatMap(DocumentProperties::getTitle)
                .map(title -> title + "\n" + text)
                .orElse(text);
        NeighbourVote vote = NeighbourVote.of(task, examples);
        List<LabelEvidence> evidence = LabelEvidence.weigh(new KeywordIndex(keywords, language).search(titled), vote);

        Classification result = evidence.getFirst().isSupported() ? decide(evidence, vote) : guess(categories);
        return new EngineResult.Answered<>(
                result, result.getConfidence(), List.of(run.valid(answer(result), vote.voters())));
    }

    private static Classification decide(List<LabelEvidence> evidence, NeighbourVote vote) {
        LabelEvidence best = evidence.getFirst();
        List<LabelEvidence> others = evidence.stream()
                .skip(1)
                .filter(LabelEvidence::isSupported)
                .limit(MOST_ALTERNATIVES)
                .toList();
        return Classification.newBuilder()
                .setLabel(best.label())
                .setConfidence(best.confidence())
                .setComponents(Map.of("rules", best.confidence()))
                .setAlternatives(others.stream()
                        .map(other -> new AlternativeLabel(other.label(), other.confidence()))
                        .toList())
                .setRationale(
                        best.byExamples()
                                ? examplesSay(best, vote)
                                : keywordsSay(
                                        best.keywords(),
                                        others.stream()
                                                .map(LabelEvidence::keywords)
                                                .toList()))
                .setOrigin(OfflineRun.origin())
                .build();
    }

    private static String examplesSay(LabelEvidence best, NeighbourVote vote) {
        return String.format(
                Locale.ROOT,
                "The most similar document whose label is known, %s (similarity %.2f), is %s.",
                vote.voters(best.label()).getFirst(),
                vote.similarity(best.label()),
                best.label());
    }

    private static String keywordsSay(KeywordEvidence best, List<KeywordEvidence> others) {
        String words = best.hits().stream()
                .limit(DECISIVE_WORDS)
                .map(hit -> '"' + hit.said().replace('\n', ' ') + '"')
                .collect(Collectors.joining(", "));
        String against = others.isEmpty()
                ? "nothing speaks for another label"
                : "less speaks for " + others.getFirst().option();
        if (!others.isEmpty() && others.getFirst().strength() == best.strength()) {
            against = "as much speaks for " + others.getFirst().option();
        }
        return "The document says " + words + ", which speaks for " + best.option() + "; " + against + ".";
    }

    private static Classification guess(List<Category> categories) {
        Category fallback = categories.stream()
                .filter(category -> category.keywords().isEmpty() || CatchAll.is(category.label()))
                .findFirst()
                .orElse(categories.getFirst());
        return Classification.newBuilder()
                .setLabel(fallback.label())
                .setConfidence(Math.min(GUESS, 1.0 / categories.size()))
                .setAlternatives(List.of())
                .setRationale("No keyword of any label occurs in the document, so " + fallback.label() + " is a guess.")
                .setOrigin(OfflineRun.origin())
                .build();
    }

    private String answer(Classification result) {
        ObjectNode answer = json.createObjectNode();
        answer.put("label", result.getLabel());
        answer.put("confidence", result.getConfidence());
        ArrayNode alternatives = answer.putArray("alternatives");
        for (AlternativeLabel alternative : result.getAlternatives()) {
            alternatives
                    .addObject()
                    .put("label", alternative.getLabel())
                    .put("confidence", alternative.getConfidence());
        }
        answer.put("rationale", result.getRationale());
        return answer.toString();
    }
}
