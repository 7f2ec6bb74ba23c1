package dev.sluice.processor.summarize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Likelihoods;
import dev.sluice.processor.prompt.AnswerContract;
import dev.sluice.processor.prompt.AnswerContract.Reading;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Summary;
import java.util.List;

/** Holds a summary to its schema and to a length that deserves the name. */
final class SummaryCheck implements AnswerCheck<Summary> {
    private static final int LONGEST = 2000;
    /** What may be said of a document of one word, such as "A greeting.": more than the document itself. */
    private static final int ALWAYS_ALLOWED = 200;

    private final AnswerContract contract;
    private final int longest;

    /** @param documentLength in UTF-16 units */
    SummaryCheck(AnswerContract contract, int documentLength) {
        this.contract = contract;
        this.longest = Math.clamp(documentLength, ALWAYS_ALLOWED, LONGEST);
    }

    @Override
    public Verdict<Summary> check(String json, Origin origin, Likelihoods likelihoods) {
        return switch (contract.read(json)) {
            case Reading.Faulty faulty -> new Verdict.Bad<>(faulty.problems());
            case Reading.Conforming conforming -> examine(conforming.answer(), origin);
        };
    }

    private Verdict<Summary> examine(ObjectNode answer, Origin origin) {
        String text = answer.path("summary").asText().strip();
        if (text.isEmpty()) {
            return wrong("is blank; say what the document is about");
        }
        if (text.length() > longest) {
            return wrong("has " + text.length() + " characters; for this document " + longest + " are the most");
        }
        double confidence = answer.path("confidence").asDouble();
        return new Verdict.Good<>(new Summary(text, confidence, origin), confidence, List.of());
    }

    private static Verdict<Summary> wrong(String message) {
        return new Verdict.Bad<>(List.of(new Problem("length", "/summary", message, Severity.ERROR)));
    }
}
