package dev.sluice.processor.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;

/** Shows a request as it would be sent, for people who work on prompts. */
public final class RequestJson {
    private RequestJson() {}

    /** The body of the HTTP request, indented; nothing is sent. */
    public static String of(LlmRequest request, ModelEndpoint endpoint) {
        RequestMapping mapping = new RequestMapping(endpoint.model(), endpoint.parameters());
        try {
            return ObjectMappers.jsonMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(mapping.write(request)._body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the request cannot be written as JSON", e);
        }
    }
}
