package dev.sluice.validate;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sluice.schemas.avro.FieldEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of the document that are quoted for a field. */
public final class FieldQuotes {
    private FieldQuotes() {}

    /** The quotes for a value and for the parts of the fields around it. */
    public static List<String> of(List<FieldEvidence> evidence, JsonPointer pointer) {
        List<String> quotes = new ArrayList<>();
        for (JsonPointer at = pointer; at != null && !at.matches(); at = at.head()) {
            String place = at.toString();
            evidence.stream()
                    .filter(each -> each.getPointer().equals(place))
                    .map(FieldEvidence::getQuote)
                    .flatMap(Optional::stream)
                    .forEach(quotes::add);
        }
        return quotes;
    }
}
