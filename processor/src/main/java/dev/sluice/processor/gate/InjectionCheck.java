package dev.sluice.processor.gate;

import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Span;
import dev.sluice.validate.ValidationResult;
import dev.sluice.validate.injection.InjectionHandling;
import dev.sluice.validate.injection.InjectionSigns;
import dev.sluice.validate.injection.Sign;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks for orders to the model in a document, and for fields that rest on words beside one. */
final class InjectionCheck {
    private static final String NAME = "injection";
    /** How far from a sign a paragraph is followed, in UTF-16 units. */
    private static final int WIDEST = 1000;

    private final InjectionHandling handling;

    InjectionCheck(InjectionHandling handling) {
        this.handling = handling;
    }

    ValidationResult check(String text, Extraction extraction) {
        List<Sign> signs = InjectionSigns.in(text);
        List<Problem> problems = new ArrayList<>();
        Set<String> doubtful = new LinkedHashSet<>();
        for (Sign sign : signs) {
            problems.add(new Problem(
                    NAME,
                    "/text",
                    "the document " + sign.what() + ", at characters " + sign.start() + " to " + sign.end(),
                    handling == InjectionHandling.HOLD ? Severity.ERROR : Severity.WARNING));
            Span paragraph = paragraph(text, sign);
            extraction.getEvidence().stream()
                    .filter(evidence -> evidence.getSpan()
                            .filter(span -> overlap(paragraph, span))
                            .isPresent())
                    .map(FieldEvidence::getPointer)
                    .forEach(doubtful::add);
        }
        doubtful.forEach(pointer -> problems.add(new Problem(
                NAME,
                "/extraction/fields" + pointer,
                "rests on words in the same paragraph as an order to the model",
                Severity.WARNING)));
        return new ValidationResult(problems);
    }

    private static boolean overlap(Span one, Span other) {
        return one.getStart() < other.getEnd() && one.getEnd() > other.getStart();
    }

    /** From the blank line before to the blank line behind. */
    private static Span paragraph(String text, Sign sign) {
        int start = sign.start();
        while (start > 0 && sign.start() - start < WIDEST && !isBeforeBlankLine(text, start - 1)) {
            start--;
        }
        int end = sign.end();
        while (end < text.length() && end - sign.end() < WIDEST && !isBeforeBlankLine(text, end)) {
            end++;
        }
        return new Span(start, end);
    }

    /** Whether a line ends here and the next holds nothing. */
    private static boolean isBeforeBlankLine(String text, int at) {
        if (text.charAt(at) != '\n') {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && " \t\r".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next < text.length() && text.charAt(next) == '\n';
    }
}
