package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Answers questions about documents out of the documents alone. The same question has the same answer. Thread-safe. */
public final class Answerer {
    private static final int LONGEST_PROSE = 600;
    private static final int MOST_SCHEMAS = 1_000;

    private final LabelBook labels = new LabelBook();
    private final ConcurrentMap<JsonNode, Field> schemas = new ConcurrentHashMap<>();

    /** The answer as JSON that fits the question's schema, or as a text node where it has none. */
    public JsonNode answer(Question question) {
        Document document = new Document(question.document());
        if (question.schema().isEmpty()) {
            return Summarizer.summarize(document, LONGEST_PROSE).value();
        }
        if (schemas.size() > MOST_SCHEMAS) {
            schemas.clear();
        }
        Field whole = schemas.computeIfAbsent(
                question.schema().get(), json -> Field.of("", SchemaResolver.resolve(json, json)));
        return new AnswerBuilder(document, question.instructions(), labels)
                .value(whole, "")
                .orElseGet(() -> ScalarFields.invented(whole.schema()).value());
    }
}
