package dev.sluice.devstack.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion as it was asked for.
 *
 * @param system the system (or developer) messages
 * @param pictures how many pictures there are in the messages
 * @param document what the pictures show, if there are any; else the text between the document lines of the first user message that has them; the whole message if none has
 * @param schema the JSON Schema that the answer must fit; empty for prose
 * @param step the name of the schema; empty without one
 * @param hash of the document, 16 hexadecimal digits
 * @param promptTokens about as many as a tokenizer would count
 * @param mostTokens the longest answer allowed
 */
record ChatRequest(
        String model,
        String system,
        int pictures,
        String document,
        Optional<JsonNode> schema,
        String step,
        String hash,
        int promptTokens,
        int mostTokens,
        boolean stream,
        boolean includeUsage,
        boolean logProbabilities) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARS_PER_TOKEN = 4;
    private static final int TOKENS_PER_MESSAGE = 4;
    private static final int TOKENS_PER_PICTURE = 765;
    private static final String OPENING = "<document>\n";
    private static final String CLOSING = "\n</document>";

    private static final Pattern DATA_URL = Pattern.compile("data:image/(?:png|jpeg|webp|gif);base64,");

    /** What {@code {"type": "json_object"}} without any schema is answered with. */
    private static final String ANY_OBJECT = """
            {"type": "object", "required": ["summary"], "properties": {
              "summary": {"type": "string"},
              "people": {"type": "array", "items": {"type": "string"}},
              "organizations": {"type": "array", "items": {"type": "string"}},
              "dates": {"type": "array", "items": {"type": "string"}},
              "topics": {"type": "array", "items": {"type": "string"}}}}""";

    /** A request that cannot be understood; the message says why. */
    static final class BadRequest extends Exception {
        private static final long serialVersionUID = 1;

        BadRequest(String message) {
            super(message);
        }
    }

    static ChatRequest parse(String body) throws BadRequest, IOException {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BadRequest("The body is not valid JSON: " + e.getOriginalMessage());
        }
        if (!json.path("model").isTextual()) {
            throw new BadRequest("'model' is missing; name one, such as those of GET /v1/models.");
        }
        if (!json.path("messages").isArray() || json.path("messages").isEmpty()) {
            throw new BadRequest("'messages' must be an array of at least one message.");
        }
        StringBuilder system = new StringBuilder();
        String document = null;
        String lastUser = "";
        List<String> shown = new ArrayList<>();
        long chars = 0;
        for (JsonNode message : json.get("messages")) {
            String text = text(message.path("content"));
            for (JsonNode part : message.path("content")) {
                if (part.path("type").asText().equals("image_url")) {
                    shown.add(shown(part.path("image_url").path("url").asText()));
                }
            }
            chars += text.length() + (long) TOKENS_PER_MESSAGE * CHARS_PER_TOKEN;
            switch (message.path("role").asText()) {
                case "system", "developer" -> system.append(text).append('\n');
                case "user" -> {
                    document = document == null ? between(text) : document;
                    lastUser = lastUser.isEmpty() ? text : lastUser;
                }
                default -> {
                    // Earlier answers and tools' results change nothing in what the document says.
                }
            }
        }
        String asked = document == null ? lastUser : document;
        if (!shown.isEmpty()) {
            asked = String.join("\n\n", shown);
        }
        JsonNode format = json.path("response_format");
        return new ChatRequest(
                json.get("model").asText(),
                system.toString(),
                shown.size(),
                asked,
                schema(format, system.toString()),
                format.path("json_schema").path("name").asText(""),
                hash(asked),
                Math.toIntExact(chars / CHARS_PER_TOKEN + (long) shown.size() * TOKENS_PER_PICTURE),
                json.path("max_completion_tokens").asInt(json.path("max_tokens").asInt(Integer.MAX_VALUE)),
                json.path("stream").asBoolean(),
                json.path("stream_options").path("include_usage").asBoolean(),
                json.path("logprobs").asBoolean());
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    /** The text that a picture shows; empty if none can be made out. */
    private static String shown(String url) throws BadRequest {
        Matcher data = DATA_URL.matcher(url);
        if (!data.lookingAt()) {
            throw new BadRequest("'image_url.url' must be a data URL of a PNG, JPEG, WebP or GIF image in base64.");
        }
        try {
            return PaintedText.read(Base64.getDecoder().decode(url.substring(data.end())))
                    .orElse("");
        } catch (IOException | IllegalArgumentException e) {
            throw new BadRequest("The image cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable String between(String message) {
        int start = message.startsWith(OPENING) ? 0 : message.indexOf("\n" + OPENING) + 1;
        if (start == 0 && !message.startsWith(OPENING)) {
            return null;
        }
        int end = message.lastIndexOf(CLOSING);
        int from = start + OPENING.length();
        return end >= from ? message.substring(from, end) : "";
    }

    private static Optional<JsonNode> schema(JsonNode format, String system) throws BadRequest, IOException {
        return switch (format.path("type").asText("text")) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(schemaIn(system).orElse(JSON.readTree(ANY_OBJECT)));
            case "json_schema" -> {
                if (!format.path("json_schema").path("schema").isObject()) {
                    throw new BadRequest("'response_format.json_schema.schema' must be a JSON Schema.");
                }
                yield Optional.of(format.get("json_schema").get("schema"));
            }
            default -> throw new BadRequest("'response_format.type' must be text, json_object or json_schema.");
        };
    }

    /** In JSON mode clients put the schema into the instructions. */
    private static Optional<JsonNode> schemaIn(String system) throws IOException {
        for (int brace = system.indexOf('{'); brace >= 0; brace = system.indexOf('{', brace + 1)) {
            try (var parser = JSON.createParser(system.substring(brace))) {
                JsonNode json = JSON.readTree(parser);
                if (json.path("properties").isObject()) {
                    return Optional.of(json);
                }
            } catch (JsonProcessingException e) {
                // This brace opens no JSON: the next one may.
            }
        }
        return Optional.empty();
    }

    /** 64 bits of FNV-1a over the chars: enough to tell documents apart, and cheap. */
    static String hash(String text) {
        return HexFormat.of().toHexDigits(hash64(text));
    }

    static long hash64(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    static int tokens(String text) {
        return (text.length() + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }
}
