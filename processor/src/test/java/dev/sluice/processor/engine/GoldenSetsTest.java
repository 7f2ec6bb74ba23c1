package dev.sluice.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.classify.OfflineClassifier;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.extract.OfflineExtractor;
import dev.sluice.profile.Example;
import dev.sluice.profile.LoadedProfile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Extraction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The offline rules on the golden sets of the built-in profiles: they may not know, but they must not be sure and wrong. */
final class GoldenSetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A floor well below what they reach, so that an edit of the rules may cost one document but not the profile. */
    private static final double LEAST_ACCURACY = 0.75;

    private final OfflineExtractor extractor = new OfflineExtractor(Clock.systemUTC());
    private final OfflineClassifier classifier = new OfflineClassifier(SimilarExamples.ofProfiles(), Clock.systemUTC());

    static List<LoadedProfile> profiles() {
        return new ProfileLoader().loadWithGolden(List.of());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void areNotClassifiedWronglyWithConfidence(LoadedProfile loaded) {
        for (Example document : loaded.golden()) {
            Classification found = classify(loaded, document);
            if (found.getConfidence() >= loaded.profile().gate().accept()) {
                assertThat(found.getLabel()).as(document.name() + ": " + found).isEqualTo(label(document));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void areMostlyClassifiedRightly(LoadedProfile loaded) {
        long right = loaded.golden().stream()
                .filter(document -> classify(loaded, document).getLabel().equals(label(document)))
                .count();

        assertThat(right / (double) loaded.golden().size())
                .as(loaded.profile().name())
                .isGreaterThanOrEqualTo(LEAST_ACCURACY);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void yieldFieldsThatAreRightWhereTheRulesAreSure(LoadedProfile loaded) throws JsonProcessingException {
        int sure = 0;
        List<String> wrong = new ArrayList<>();
        for (Example document : loaded.golden()) {
            Extraction found = extract(loaded, document);
            JsonNode fields = JSON.readTree(found.getFields());
            JsonNode expected = document.fields().orElseThrow();
            for (var evidence : found.getEvidence()) {
                if (evidence.getConfidence() >= loaded.profile().gate().accept()) {
                    sure++;
                    JsonPointer pointer = JsonPointer.compile(evidence.getPointer());
                    if (!isRight(fields.at(pointer), expected, pointer)) {
                        wrong.add(document.name() + pointer + " is " + fields.at(pointer));
                    }
                }
            }
        }

        assertThat(sure).isPositive();
        assertThat(wrong).as("of " + sure).hasSizeLessThanOrEqualTo(sure / 10);
    }

    private Classification classify(LoadedProfile loaded, Example document) {
        return answer(classifier.run(EngineTasks.task(loaded.profile(), document.text())));
    }

    private Extraction extract(LoadedProfile loaded, Example document) {
        return answer(extractor.run(EngineTasks.task(loaded.profile(), document.text())));
    }

    private static <T> T answer(EngineResult<T> result) {
        assertThat(result).isInstanceOf(Answered.class);
        return ((Answered<T>) result).value();
    }

    private static String label(Example document) {
        return document.label().orElseThrow();
    }

    /** In a list, at whichever place. */
    private static boolean isRight(JsonNode found, JsonNode expected, JsonPointer pointer) {
        JsonNode around = expected.at(pointer.head());
        return around.isArray()
                ? around.valueStream().anyMatch(element -> same(found, element))
                : same(found, expected.at(pointer));
    }

    /** Acme Ltd is Acme Ltd., and 4.5 is 4.50. */
    private static boolean same(JsonNode one, JsonNode other) {
        boolean areNumbers = one.isNumber() && other.isNumber();
        return areNumbers
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.asText().replaceFirst("\\.$", "").equals(other.asText().replaceFirst("\\.$", ""));
    }
}
