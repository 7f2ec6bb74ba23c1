package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds people, organizations and places among runs of capitalised words: by first names, titles and sign-offs, by what
 * ends a firm's name, and by a small gazetteer. What it does not know it leaves out, for a wrong name is worse than none.
 */
final class NameFinder {
    private static final String WORD = "\\p{Lu}[\\p{L}\\p{M}'’.-]*";
    private static final Pattern RUN = Pattern.compile(
            "(?<![\\p{L}\\d@./-])" + WORD + "(?: (?:(?:of|the|de|van|von|der|den|la|da|di|&) ){0,2}" + WORD + "){0,5}");
    private static final int LONGEST_RUN = 200;
    private static final Set<String> TITLES =
            Set.of("Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "Judge", "Sir");
    private static final Set<String> FIRST_NAMES = words("first-names.txt");
    private static final Set<String> FIRM_ENDINGS = words("firm-endings.txt");
    private static final Set<String> PLACES = Set.copyOf(Words.list("places.txt"));

    private NameFinder() {}

    private static Set<String> words(String resource) {
        Set<String> words = new HashSet<>();
        Words.list(resource).forEach(line -> words.addAll(Arrays.asList(line.split(" "))));
        return Set.copyOf(words);
    }

    static List<Hit> find(String text) {
        List<Hit> hits = new ArrayList<>();
        Matcher run = RUN.matcher(text).useTransparentBounds(true);
        int end = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i >= end && Character.isUpperCase(text.charAt(i))) {
                run.region(i, Math.min(text.length(), i + LONGEST_RUN));
                if (run.lookingAt()) {
                    addNames(hits, text, new Run(run.group(), i));
                    end = run.end();
                }
            }
        }
        return hits;
    }

    /** Cuts a run from the left: a name may follow a word that is capitalised only because it opens a sentence. */
    private static void addNames(List<Hit> hits, String text, Run run) {
        while (!run.isEmpty()) {
            String word = run.word(0);
            int firm = run.endingIn(FIRM_ENDINGS);
            int place = run.longestOf(PLACES);
            if (firm >= 2 && !Words.isStopWord(Words.stem(word))) {
                hits.add(run.hit(Kind.ORGANIZATION, firm, 0.95));
                run = run.from(firm);
            } else if (place > 0) {
                hits.add(run.hit(Kind.PLACE, place, 0.95));
                run = run.from(place);
            } else if (TITLES.contains(word) && run.size() > 1) {
                int length = run.from(1).personLength();
                hits.add(run.from(1).hit(Kind.PERSON, length, 0.95));
                run = run.from(1 + length);
            } else if (FIRST_NAMES.contains(word) && run.personLength() > 1) {
                hits.add(run.hit(Kind.PERSON, run.personLength(), 0.95));
                run = run.from(run.personLength());
            } else if (!Words.isStopWord(Words.stem(word)) && Introductions.precede(text, run.start())) {
                hits.add(run.hit(Kind.PERSON, run.personLength(), run.personLength() > 1 ? 0.92 : 0.85));
                run = run.from(run.personLength());
            } else {
                run = run.from(1);
            }
        }
    }
}
