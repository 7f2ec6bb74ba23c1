package dev.sluice.validate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;

/** Words a schema error so that a model can mend its answer and a person understands it. */
final class SchemaMessages {
    private static final int LONGEST_EXCERPT = 60;

    private SchemaMessages() {}

    /** The value that is wrong; for a missing or surplus property, the property. */
    static String pointer(Error error) {
        NodePath at = error.getInstanceLocation();
        String property = error.getProperty();
        NodePath culprit = property == null ? at : at.append(property);
        String pointer = culprit.toString();
        return pointer.equals(PathType.JSON_POINTER.getRoot()) ? "" : pointer;
    }

    static String message(Error error) {
        String keyword = error.getKeyword();
        String rule = keyword == null ? "" : keyword;
        return switch (rule) {
            case "required" -> "is missing; it must be there";
            case "additionalProperties", "unevaluatedProperties" -> "is not expected; leave it out";
            default -> "is " + excerpt(String.valueOf(error.getInstanceNode())) + "; it " + demand(rule, error);
        };
    }

    static String notJson(String answer, JsonProcessingException cause) {
        JsonLocation place = cause.getLocation();
        String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        String reason = cause instanceof MismatchedInputException ? "more follows it" : cause.getOriginalMessage();
        return "is not one JSON object and nothing else" + where + " (" + reason + "); it begins with "
                + excerpt(answer.strip());
    }

    private static String demand(String rule, Error error) {
        Object[] arguments = error.getArguments();
        String first = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        String second = arguments == null || arguments.length < 2 ? "" : String.valueOf(arguments[1]);
        return switch (rule) {
            case "type" -> "must be of type " + second + ", not " + first;
            case "enum" -> "must be one of " + first;
            case "const" -> "must be " + first;
            case "pattern" -> "must match " + first;
            case "minimum" -> "must be at least " + first;
            case "maximum" -> "must be at most " + first;
            case "minLength" -> first.equals("1") ? "must not be empty" : "must have at least " + first + " characters";
            case "format" -> format(first);
            case "maxLength" -> "must have at most " + first + " characters";
            default -> error.getMessage();
        };
    }

    private static String format(String name) {
        return switch (name) {
            case "date" -> "must be a date such as 2026-11-20";
            case "regex" -> "must be a regular expression in RE2 syntax, which has no look-around or back-references";
            default -> "must be a valid " + name;
        };
    }

    private static String excerpt(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }
}
