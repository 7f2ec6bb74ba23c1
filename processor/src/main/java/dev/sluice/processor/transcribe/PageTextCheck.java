package dev.sluice.processor.transcribe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Likelihoods;
import dev.sluice.processor.prompt.AnswerContract;
import dev.sluice.processor.prompt.AnswerContract.Reading;
import dev.sluice.schemas.avro.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds a transcription to its schema: there is nothing else to compare it with. */
final class PageTextCheck implements AnswerCheck<PageText> {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

    private final AnswerContract contract;

    PageTextCheck(AnswerContract contract) {
        this.contract = contract;
    }

    @Override
    public Verdict<PageText> check(String json, Origin origin, Likelihoods likelihoods) {
        return switch (contract.read(json)) {
            case Reading.Faulty faulty -> new Verdict.Bad<>(faulty.problems());
            case Reading.Conforming conforming -> good(conforming.answer(), origin);
        };
    }

    private static Verdict<PageText> good(ObjectNode answer, Origin origin) {
        double confidence = answer.path("confidence").asDouble();
        // A name instead of the code is no reason to pay for another answer: the language is detected then.
        Optional<String> language = Optional.of(
                        answer.path("language").asText("").toLowerCase(Locale.ROOT))
                .filter(code -> LANGUAGE.matcher(code).matches());
        PageText page = new PageText(answer.path("text").asText().strip(), language, confidence, origin);
        return new Verdict.Good<>(page, confidence, List.of());
    }
}
