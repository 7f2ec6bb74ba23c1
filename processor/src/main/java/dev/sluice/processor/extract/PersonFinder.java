package dev.sluice.processor.extract;

import dev.sluice.processor.extract.Mention.Role;
import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.Letter;
import dev.sluice.processor.text.WordList;
import dev.sluice.processor.text.Words;
import dev.sluice.schemas.avro.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds people by what surrounds their names: a From: header, a signature, a greeting, a title, a label, an office, or a
 * known first name. A capitalised word alone says nothing, least of all in German.
 */
final class PersonFinder {
    private static final Set<String> OFFICES = WordList.words(PersonFinder.class, "offices.txt");
    private static final Set<String> FIRST_NAMES = WordList.words(PersonFinder.class, "first-names.txt");
    private static final Pattern SENDER = Pattern.compile("(?i:from|von|de|reply-to) ?: ?\"?");
    private static final Pattern RECIPIENT = Pattern.compile("(?i:to|cc|an|à) ?: ?\"?");
    private static final Pattern BYLINE = Pattern.compile("(?:By|Von|Par) ");
    private static final Pattern INTRODUCTION = Pattern.compile(
            "(?<!\\p{L})(?i:my name is|i am|i['’]m|mein name ist|ich heiße|je m['’]appelle|mon nom est|signed by"
                    + "|unterzeichnet von|signé par) ");
    private static final Set<String> LABELS = Set.of(
            "name",
            "full name",
            "customer",
            "customer name",
            "client",
            "contact",
            "contact person",
            "author",
            "buyer",
            "seller",
            "tenant",
            "landlord",
            "employee",
            "patient",
            "reviewer",
            "signed",
            "kunde",
            "kundin",
            "kundenname",
            "autor",
            "autorin",
            "ansprechpartner",
            "verfasser",
            "mieter",
            "vermieter",
            "nom",
            "auteur",
            "acheteur",
            "vendeur",
            "locataire");

    private final String text;
    private final Words words;
    private final Language language;
    private final NameReader reader;
    private final List<Mention> found = new ArrayList<>();

    private PersonFinder(String text, Words words, Language language) {
        this.text = text;
        this.words = words;
        this.language = language;
        reader = new NameReader(words, language);
    }

    static List<Mention> find(String text, Words words, Language language, Letter letter, Labels labels) {
        PersonFinder finder = new PersonFinder(text, words, language);
        finder.findInLetter(letter);
        finder.findInLabels(labels);
        finder.findIntroductions();
        finder.findInWords();
        return finder.found;
    }

    private void findInLetter(Letter letter) {
        Letter.Kind before = Letter.Kind.BODY;
        for (Letter.Part part : letter.parts()) {
            switch (part.kind()) {
                case HEADER -> {
                    findBehind(SENDER, part, Role.AUTHOR, 0.95);
                    findBehind(RECIPIENT, part, Role.ADDRESSEE, 0.93);
                }
                case GREETING -> findGreeted(part);
                case SIGNATURE -> {
                    if (before == Letter.Kind.CLOSING) {
                        findSignature(part, 0.94);
                    } else if (before == Letter.Kind.BODY) {
                        findSignature(part, 0.85);
                    }
                }
                case BODY -> findBehind(BYLINE, part, Role.AUTHOR, 0.88);
                case QUOTED, CLOSING -> {
                    // No cue of its own.
                }
            }
            before = part.kind();
        }
    }

    /** A name that fills the rest of a line, up to an address in brackets. */
    private void findBehind(Pattern cue, Letter.Part part, Role role, double confidence) {
        Matcher matcher = cue.matcher(text).region(part.start(), part.end());
        if (matcher.lookingAt()) {
            int first = reader.skipTitles(words.firstFrom(matcher.end()));
            int next = reader.read(first, part.end());
            if (next >= first + 2 && (endsAt(next, part.end()) || "<([\"".indexOf(charBehind(next)) >= 0)) {
                add(first, next, role, confidence);
            }
        }
    }

    private void findGreeted(Letter.Part part) {
        for (int i = words.firstFrom(part.start()); i < words.size() && words.end(i) <= part.end(); i++) {
            int first = reader.skipTitles(i);
            int next = first < words.size() ? reader.read(first, part.end()) : first;
            if (next > first) {
                boolean isWhole = endsAt(next, part.end()) || ",!:".indexOf(charBehind(next)) >= 0;
                if (isWhole) {
                    add(first, next, Role.ADDRESSEE, first > i || next - first > 1 ? 0.9 : 0.82);
                }
                return;
            }
        }
    }

    private void findSignature(Letter.Part part, double confidence) {
        int first = reader.skipTitles(words.firstFrom(part.start()));
        int next = reader.read(first, part.end());
        boolean isWhole = next > first && (endsAt(next, part.end()) || ",|-–(/.".indexOf(charBehind(next)) >= 0);
        if (isWhole && first < words.size() && words.end(first) - words.start(first) > 1) {
            add(first, next, Role.AUTHOR, next - first > 1 ? confidence : confidence - 0.1);
        }
    }

    private void findInLabels(Labels labels) {
        for (Labels.Label label : labels.all()) {
            if (LABELS.contains(label.name().toLowerCase(Locale.ROOT))) {
                int first = reader.skipTitles(words.firstFrom(label.start()));
                int next = reader.read(first, label.end());
                if (next >= first + 2 && endsAt(next, label.end())) {
                    add(first, next, Role.NONE, 0.92);
                }
            }
        }
    }

    private void findIntroductions() {
        Matcher matcher = INTRODUCTION.matcher(text);
        while (found.size() < Mention.MOST && matcher.find()) {
            int first = reader.skipTitles(words.firstFrom(matcher.end()));
            int next = reader.read(first, text.length());
            if (next >= first + 2 && words.start(first) - matcher.end() <= 8) {
                add(first, next, Role.AUTHOR, 0.9);
            }
        }
    }

    private void findInWords() {
        for (int i = 0; i < words.size() && found.size() < Mention.MOST; i++) {
            if (reader.isTitle(i)) {
                int first = reader.skipTitles(i);
                i = addIfName(first, 1, 0.93, 0.87).orElse(i);
            } else if (OFFICES.contains(words.lower(i)) && words.touchesNext(i)) {
                i = addIfName(i + 1, 2, 0.88, 0).orElse(i);
            } else if (FIRST_NAMES.contains(words.word(i))) {
                // A noun may follow in German, where it is capitalised like a surname.
                i = addIfName(i, 2, language == Language.GERMAN ? 0.82 : 0.87, 0)
                        .orElse(i);
            }
        }
    }

    /** The name's last word, if there is one of at least so many words. */
    private Optional<Integer> addIfName(int first, int leastWords, double confidence, double ofOneWord) {
        int next = first < words.size() ? reader.read(first, text.length()) : first;
        if (next - first < leastWords) {
            return Optional.empty();
        }
        boolean goesOn = reader.followsOnLine(next - 1) && reader.isNoName(next) && words.isCapitalised(next);
        if (goesOn && next - first == 1) {
            return Optional.empty();
        }
        add(first, next, Role.NONE, next - first > 1 ? confidence : ofOneWord);
        return Optional.of(next - 1);
    }

    private void add(int first, int next, Role role, double confidence) {
        int start = words.start(first);
        int end = words.end(next - 1);
        found.add(new Mention(
                EntityType.PERSON, text.substring(start, end), Optional.empty(), role, start, end, confidence));
    }

    private boolean endsAt(int next, int end) {
        return words.end(next - 1) >= end
                || text.substring(words.end(next - 1), end).isBlank();
    }

    private char charBehind(int next) {
        String gap = words.gapAfter(next - 1).strip();
        return gap.isEmpty() ? ' ' : gap.charAt(0);
    }
}
