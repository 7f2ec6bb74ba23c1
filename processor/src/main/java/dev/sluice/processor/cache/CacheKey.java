package dev.sluice.processor.cache;

import dev.sluice.processor.engine.Vote;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.Picture;
import dev.sluice.processor.llm.Question;

/**
 * What a question is found by: a digest of all that determines its answer. That is the server, the model and how it is
 * asked, the stage and the version of its prompt, and the first request word for word, in which the text, the instructions, the
 * examples, the pictures and the schema of the answer are. Whose document it is does not matter.
 *
 * @param digest SHA-256 in hexadecimal digits
 */
public record CacheKey(String digest) {
    /** To be raised with every change of what follows. */
    private static final int FORMAT = 1;

    /** The key of a question to a model. */
    public static CacheKey of(ModelEndpoint endpoint, Question<?> question) {
        KeyDigest key =
                new KeyDigest().add(FORMAT).add(endpoint.baseUrl().toString()).add(endpoint.model());
        add(key, endpoint.parameters());
        key.add(question.stage().id()).add(question.promptVersion());
        // Votes on one question must not all be the same answer.
        key.add(question.part().filter(Vote::isNameOfVote));
        add(key, question.prompt().request(endpoint.parameters().maxOutputTokens()));
        return new CacheKey(key.end());
    }

    private static void add(KeyDigest key, ModelParameters parameters) {
        key.add(parameters.maxInputTokens())
                .add(parameters.maxOutputTokens())
                .add(parameters.tokenLimitField().name())
                .add(parameters.temperature().map(String::valueOf))
                .add(String.valueOf(parameters.stream()))
                .add(String.valueOf(parameters.logProbabilities()));
    }

    private static void add(KeyDigest key, LlmRequest request) {
        key.add(request.messages().size());
        for (Message message : request.messages()) {
            key.add(message.role().name())
                    .add(message.text())
                    .add(message.pictures().size());
            for (Picture picture : message.pictures()) {
                key.add(picture.mediaType()).add(picture.bytes());
            }
        }
        key.add(request.format().map(ResponseFormat::name));
        // As it is sent: models write the properties in the order of the schema, so the order matters too.
        key.add(request.format().map(format -> format.schema().toString()));
        key.add(request.maxOutputTokens());
    }
}
