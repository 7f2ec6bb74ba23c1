package dev.sluice.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.validate.StrictJson;
import io.javalin.http.Context;

/** JSON in and out. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static void answer(Context request, JsonNode value) {
        request.contentType("application/json; charset=utf-8").result(value.toString());
    }

    /** Reads a request's body. */
    static JsonNode body(Context request) {
        try {
            JsonNode body = StrictJson.read(request.body());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw new BadRequest("The body is no JSON: " + e.getOriginalMessage() + ".");
        }
        throw new BadRequest("The body must be a JSON object.");
    }

    /** With line breaks, for people; a text that is no JSON as it is. */
    static String pretty(String text) {
        try {
            return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(StrictJson.read(text));
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
