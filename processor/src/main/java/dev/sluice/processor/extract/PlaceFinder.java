package dev.sluice.processor.extract;

import dev.sluice.processor.text.WordList;
import dev.sluice.processor.text.Words;
import dev.sluice.schemas.avro.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds countries, capitals, big cities and regions by a small gazetteer. A preposition of place before the name makes it
 * surer; a name that is also something else is only found with one.
 */
final class PlaceFinder {
    private static final String AMBIGUOUS = "?";
    private static final List<String> ENTRIES = WordList.lines(PlaceFinder.class, "places.txt");
    private static final Gazetteer PLACES = new Gazetteer(ENTRIES);
    private static final Gazetteer AMBIGUOUS_PLACES = new Gazetteer(
            ENTRIES.stream().filter(entry -> entry.startsWith(AMBIGUOUS)).toList());

    private static final Set<String> PREPOSITIONS = WordList.of(
            "in from to at near across throughout outside inside around toward towards nach aus bei nahe im",
            "über à en au aux vers dans chez depuis près");

    private PlaceFinder() {}

    static List<Mention> find(String text, Words words) {
        List<Mention> found = new ArrayList<>();
        for (int i = 0; i < words.size() && found.size() < Mention.MOST; i++) {
            int length = words.isCapitalised(i) ? PLACES.lengthAt(words, i) : 0;
            if (length == 0) {
                continue;
            }
            int last = i + length - 1;
            double confidence = confidence(words, i, last);
            int start = words.start(i);
            int end = words.end(last);
            found.add(Mention.of(EntityType.PLACE, text.substring(start, end), start, end, confidence));
            i = last;
        }
        return found;
    }

    private static double confidence(Words words, int first, int last) {
        boolean hasPreposition =
                first > 0 && words.touchesNext(first - 1) && PREPOSITIONS.contains(words.lower(first - 1));
        boolean isAmbiguous = AMBIGUOUS_PLACES.lengthAt(words, first) == last - first + 1;
        if (isAmbiguous) {
            return hasPreposition ? 0.82 : 0.5;
        }
        // Paris Hilton, London Bridge: a part of another name.
        boolean isPartOfName = words.touchesNext(last) && words.isCapitalised(last + 1);
        if (hasPreposition) {
            return isPartOfName ? 0.82 : 0.92;
        }
        return isPartOfName ? 0.6 : 0.86;
    }
}
