package dev.sluice.processor.extract;

import dev.sluice.processor.text.Stemmer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the months in English, German and French, in full and shortened. */
final class Months {
    private static final List<String> NAMES = List.of(
            "january jan januar jänner janvier janv",
            "february feb februar février févr fév",
            "march mar märz maerz mär mars",
            "april apr avril avr",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet juil",
            "august aug août",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez décembre déc");

    private static final Map<String, Integer> NUMBERS = numbers();

    private Months() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int month = 1; month <= NAMES.size(); month++) {
            for (String name : NAMES.get(month - 1).split(" ", -1)) {
                numbers.put(Stemmer.fold(name), month);
            }
        }
        return Map.copyOf(numbers);
    }

    /** 1 to 12, or 0 for a word that names none. */
    static int number(String name) {
        return NUMBERS.getOrDefault(Stemmer.fold(name), 0);
    }
}
