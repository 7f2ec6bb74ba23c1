package dev.sluice.devstack.llm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A fault that a document asks for, such as {@code [[sim:429 retry-after=2 times=3]]}.
 *
 * @param times how many calls of a document and step it spoils
 * @param step the only step that it spoils; empty for all
 * @param retryAfter seconds; only with 429 and 503
 * @param code the error's code; only with errors
 */
record FaultMarker(Fault fault, int times, Optional<String> step, Optional<String> retryAfter, Optional<String> code) {
    private static final Pattern MARKER = Pattern.compile("\\[\\[sim:(?<fault>[^\\s\\]]*)(?<options>[^\\]]*)]]");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    static FaultMarker of(Fault fault) {
        return new FaultMarker(fault, 1, Optional.empty(), Optional.empty(), Optional.empty());
    }

    FaultMarker withRetryAfter(String seconds) {
        return new FaultMarker(fault, times, step, Optional.of(seconds), code);
    }

    /** The markers in a document, in their order. */
    static List<FaultMarker> in(String document) throws ChatRequest.BadRequest {
        if (!document.contains("[[sim:")) {
            return List.of();
        }
        List<FaultMarker> markers = new ArrayList<>();
        for (Matcher m = MARKER.matcher(document); m.find(); ) {
            markers.add(parse(m.group(), m.group("fault"), m.group("options").strip()));
        }
        return markers;
    }

    private static FaultMarker parse(String marker, String fault, String options) throws ChatRequest.BadRequest {
        FaultMarker parsed = of(Fault.of(fault)
                .orElseThrow(() -> new ChatRequest.BadRequest("The marker " + marker
                        + " names no fault; known are "
                        + Arrays.stream(Fault.values()).map(Fault::id).collect(Collectors.joining(", ")))));
        for (String option : options.isEmpty() ? List.<String>of() : List.of(SPACE.split(options))) {
            int equals = option.indexOf('=');
            String value = option.substring(equals + 1);
            parsed = switch (equals < 0 ? "" : option.substring(0, equals)) {
                case "times" -> parsed.withTimes(marker, value);
                case "step" ->
                    new FaultMarker(parsed.fault, parsed.times, Optional.of(value), parsed.retryAfter, parsed.code);
                case "retry-after" -> parsed.withRetryAfter(value);
                case "code" ->
                    new FaultMarker(parsed.fault, parsed.times, parsed.step, parsed.retryAfter, Optional.of(value));
                default ->
                    throw new ChatRequest.BadRequest("The marker " + marker + " has the option '" + option
                            + "'; known are times=, step=, retry-after= and code=");
            };
        }
        return parsed;
    }

    private FaultMarker withTimes(String marker, String value) throws ChatRequest.BadRequest {
        if (!value.equals("always") && !value.matches("[1-9]\\d{0,8}")) {
            throw new ChatRequest.BadRequest(
                    "The marker " + marker + " has times=" + value + "; give a number or 'always'");
        }
        int number = value.equals("always") ? Integer.MAX_VALUE : Integer.parseInt(value);
        return new FaultMarker(fault, number, step, retryAfter, code);
    }

    /** The document with line breaks in the markers' place, so that no value runs across one. */
    static String blank(String document) {
        return document.contains("[[sim:")
                ? MARKER.matcher(document)
                        .replaceAll(marker -> "\n".repeat(marker.group().length()))
                : document;
    }
}
