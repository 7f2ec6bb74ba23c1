package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Answers questions about documents out of the documents alone. The same question has the same answer. Thread-safe. */
public final class Answerer {
    private static final int LONGEST_PROSE = 600;

    /** The answer as JSON that fits the question's schema, or as a text node where it has none. */
    public JsonNode answer(Question question) {
        Document document = new Document(question.document());
        if (question.schema().isEmpty()) {
            return Summarizer.summarize(document, LONGEST_PROSE).value();
        }
        Schema schema = Schema.of(question.schema().get());
        return new AnswerBuilder(document, List.of(question.instructions()))
                .value(Field.of("", schema), "")
                .orElseGet(() -> ScalarFields.invented(schema).value());
    }
}
