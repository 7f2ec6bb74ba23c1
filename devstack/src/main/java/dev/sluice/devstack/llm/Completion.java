package dev.sluice.devstack.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the form of OpenAI's chat completions, whole or in chunks.
 *
 * @param created seconds since 1970
 * @param probability of each token; empty if nobody wants to know
 */
record Completion(
        String id, long created, String model, ModelAnswer answer, Usage usage, Optional<Double> probability) {
    private static final int CHARS_PER_TOKEN = 4;

    /** Tokens, as they are counted on both sides. */
    record Usage(int prompt, int cached, int completion) {

        private ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("prompt_tokens", prompt)
                    .put("completion_tokens", completion)
                    .put("total_tokens", prompt + completion);
            json.putObject("prompt_tokens_details").put("cached_tokens", cached);
            json.putObject("completion_tokens_details").put("reasoning_tokens", 0);
            return json;
        }
    }

    String whole() {
        ObjectNode json = head("chat.completion");
        ArrayNode choices = json.putArray("choices");
        if (answer.given()) {
            ObjectNode choice = choices.addObject().put("index", 0);
            choice.putObject("message")
                    .put("role", "assistant")
                    .put("content", answer.content().orElse(null))
                    .put("refusal", answer.refusal().orElse(null));
            choice.set("logprobs", logProbabilities(answer.content().orElse("")));
            choice.put("finish_reason", answer.finish());
        }
        json.set("usage", usage.json());
        return json.toString();
    }

    /** The events of a stream, {@code [DONE]} included. */
    List<String> chunks(int tokensPerChunk, boolean includeUsage) {
        List<String> events = new ArrayList<>();
        if (answer.given()) {
            String key = answer.content().isPresent() ? "content" : "refusal";
            String words = answer.words();
            ObjectNode opening = JsonNodeFactory.instance.objectNode().put("role", "assistant");
            events.add(chunk(opening.put("content", ""), null, includeUsage));
            for (String piece : pieces(words, tokensPerChunk * CHARS_PER_TOKEN)) {
                ObjectNode delta = JsonNodeFactory.instance.objectNode().put(key, piece);
                events.add(chunk(delta, null, includeUsage));
            }
            events.add(chunk(JsonNodeFactory.instance.objectNode(), answer.finish(), includeUsage));
        }
        if (includeUsage) {
            ObjectNode last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage.json());
            events.add(event(last));
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    private String chunk(ObjectNode delta, @Nullable String finish, boolean includeUsage) {
        ObjectNode json = head("chat.completion.chunk");
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.set("logprobs", logProbabilities(delta.path("content").asText("")));
        choice.put("finish_reason", finish);
        return event(includeUsage ? json.putNull("usage") : json);
    }

    private JsonNode logProbabilities(String words) {
        if (probability.isEmpty() || words.isEmpty()) {
            return NullNode.instance;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().putNull("refusal");
        ArrayNode content = json.putArray("content");
        for (String token : pieces(words, CHARS_PER_TOKEN)) {
            ObjectNode entry = content.addObject().put("token", token).put("logprob", Math.log(probability.get()));
            ArrayNode bytes = entry.putArray("bytes");
            for (byte each : token.getBytes(StandardCharsets.UTF_8)) {
                bytes.add(each & 0xff);
            }
            entry.putArray("top_logprobs");
        }
        return json;
    }

    /** Cuts no character in two. */
    private static List<String> pieces(String words, int length) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0, to; from < words.length(); from = to) {
            to = Math.min(words.length(), from + length);
            if (to < words.length() && Character.isHighSurrogate(words.charAt(to - 1))) {
                to++;
            }
            pieces.add(words.substring(from, to));
        }
        return pieces;
    }

    private ObjectNode head(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", "fp_simulated");
    }

    private static String event(ObjectNode json) {
        return "data: " + json + "\n\n";
    }
}
