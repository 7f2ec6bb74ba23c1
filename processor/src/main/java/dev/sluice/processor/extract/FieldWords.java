package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.Stemmer;
import dev.sluice.processor.text.WordList;
import dev.sluice.processor.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a field's name, by which documents speak of it in English, German and French. The specific ones tell which
 * ({@code order} in {@code order_date}), the generic ones only what kind of value it is. Immutable and thread-safe.
 *
 * @param specific in the name's order
 * @param generic in the name's order
 */
record FieldWords(List<String> specific, List<String> generic) {
    private static final Map<String, List<String>> VARIANTS = variants();
    private static final Set<String> KINDS =
            WordList.of("id number no nr date name email phone address amount value code type");
    private static final Set<String> EMPTY_WORDS = WordList.of("document doc file text of the is and or");
    private static final Set<String> OWN = WordList.of(
            "document dokument letter brief invoice rechnung report bericht contract vertrag agreement issue ausstell publi of");
    private static final int LONG_ENOUGH_FOR_PART = 4;
    private static final int BEFORE = 7;
    private static final int BEHIND = 4;
    /** The verb comes last: am 12. März habe ich bei Ihnen einen Staubsauger bestellt. */
    private static final int BEHIND_IN_GERMAN = 8;

    /** No field's word is near. */
    static final int FAR = Integer.MAX_VALUE;

    FieldWords {
        specific = List.copyOf(specific);
        generic = List.copyOf(generic);
    }

    private static Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new HashMap<>();
        for (String line : WordList.lines(FieldWords.class, "field-words.txt")) {
            List<String> words = List.of(line.split(" +", -1));
            variants.put(words.getFirst(), words.subList(1, words.size()));
        }
        return Map.copyOf(variants);
    }

    /** The words of a name in snake or camel case. */
    static FieldWords of(String name) {
        String spaced =
                name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('_', ' ').replace('-', ' ');
        Words words = Words.of(spaced);
        List<String> specific = new ArrayList<>();
        List<String> generic = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = Stemmer.fold(words.word(i));
            if (KINDS.contains(word)) {
                generic.add(word);
            } else if (!EMPTY_WORDS.contains(word)) {
                specific.add(word);
            }
        }
        return new FieldWords(specific, generic);
    }

    boolean has(Set<String> words) {
        return specific.stream().anyMatch(words::contains) || generic.stream().anyMatch(words::contains);
    }

    /**
     * Whether a label announces this field's value: it names everything specific and no other kind of value. Order date is
     * no label of an order's number.
     */
    boolean matchesLabel(String label) {
        Words words = Words.of(label);
        List<String> parts = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            parts.add(Stemmer.fold(words.word(i)));
        }
        boolean namesOtherKind = KINDS.stream()
                .filter(kind -> !generic.contains(kind))
                .filter(kind -> generic.isEmpty() || !isSynonym(kind))
                .anyMatch(kind -> parts.stream().anyMatch(part -> part.equals(kind)));
        if (namesOtherKind || parts.isEmpty()) {
            return false;
        }
        if (specific.isEmpty()) {
            boolean namesKind = generic.stream().anyMatch(word -> anyMatches(parts, word));
            return namesKind && parts.stream().allMatch(this::isOwn);
        }
        return specific.stream().allMatch(word -> anyMatches(parts, word));
    }

    /** Date, Invoice date and Rechnungsdatum are a document's own date, Due date and Lieferdatum are not. */
    private boolean isOwn(String part) {
        boolean isKind = generic.stream()
                .anyMatch(word -> VARIANTS.getOrDefault(word, List.of(word)).contains(part));
        return isKind || OWN.stream().anyMatch(part::startsWith);
    }

    /** An identifier is called a number as well. */
    private boolean isSynonym(String kind) {
        return Set.of("id", "number", "no", "nr", "code").contains(kind)
                && generic.stream().anyMatch(Set.of("id", "number", "code")::contains);
    }

    private static boolean anyMatches(List<String> parts, String word) {
        return parts.stream().anyMatch(part -> matches(part, word));
    }

    /** Whether a folded word of a document is a form of a word of the name, or a compound with it. */
    private static boolean matches(String part, String word) {
        return VARIANTS.getOrDefault(word, List.of(word)).stream()
                .anyMatch(variant -> part.equals(variant)
                        || (variant.length() >= LONG_ENOUGH_FOR_PART
                                && part.contains(variant)
                                && !part.startsWith("sub")
                                && !part.startsWith("zwischen")));
    }

    /**
     * How many words lie between a place and the nearest specific word of this field in the same sentence; the kind's word
     * where nothing is specific.
     *
     * @return 1 for the neighbour; {@link #FAR} if there is none within a few words
     */
    int distance(Facts facts, int start, int end) {
        Words words = facts.words();
        int reach = facts.language() == Language.GERMAN ? BEHIND_IN_GERMAN : BEHIND;
        List<String> sought = specific.isEmpty() ? generic : specific;
        int first = words.firstFrom(start);
        int best = FAR;
        for (int i = first - 1; i >= 0 && first - i <= BEFORE && !endsSentence(words, i); i--) {
            if (isAny(words.word(i), sought)) {
                best = first - i;
                break;
            }
        }
        int behind = words.firstFrom(end);
        for (int i = behind; i < words.size() && i - behind < reach && !endsSentence(words, i - 1); i++) {
            // What stands before a value announces it more often than what stands behind.
            if (isAny(words.word(i), sought)) {
                return Math.min(best, i - behind + 2);
            }
        }
        return best;
    }

    private static boolean isAny(String word, List<String> sought) {
        String folded = Stemmer.fold(word);
        return sought.stream().anyMatch(each -> matches(folded, each));
    }

    private static boolean endsSentence(Words words, int index) {
        if (index < 0) {
            return false;
        }
        String gap = words.gapAfter(index);
        boolean stops = gap.startsWith(". ") || gap.startsWith("? ") || gap.startsWith("! ") || gap.contains("\n");
        boolean isAbbreviation = gap.equals(". ") && words.end(index) - words.start(index) <= 3;
        return stops && !isAbbreviation;
    }
}
