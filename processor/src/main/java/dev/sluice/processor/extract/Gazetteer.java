package dev.sluice.processor.extract;

import dev.sluice.processor.text.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A list of names that are known as they are written, found among a text's words. Immutable and thread-safe. */
final class Gazetteer {
    private final Map<String, List<List<String>>> byFirstWord = new HashMap<>();

    Gazetteer(Collection<String> names) {
        for (String name : names) {
            Words words = Words.of(name);
            List<String> parts = new ArrayList<>(words.size());
            for (int i = 0; i < words.size(); i++) {
                parts.add(words.word(i));
            }
            byFirstWord
                    .computeIfAbsent(parts.getFirst(), word -> new ArrayList<>())
                    .add(parts);
        }
        byFirstWord
                .values()
                .forEach(entries ->
                        entries.sort(Comparator.comparingInt(List<String>::size).reversed()));
    }

    /** How many words, from this one on, are the longest name that starts here; 0 if none does. */
    int lengthAt(Words words, int first) {
        return byFirstWord.getOrDefault(words.word(first), List.of()).stream()
                .filter(name -> matches(words, first, name))
                .mapToInt(List::size)
                .findFirst()
                .orElse(0);
    }

    private static boolean matches(Words words, int first, List<String> name) {
        if (first + name.size() > words.size()) {
            return false;
        }
        for (int i = 1; i < name.size(); i++) {
            if (!words.touchesNext(first + i - 1) || !words.word(first + i).equals(name.get(i))) {
                return false;
            }
        }
        return true;
    }
}
