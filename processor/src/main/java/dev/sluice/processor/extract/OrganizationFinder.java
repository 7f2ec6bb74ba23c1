package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.StopWords;
import dev.sluice.processor.text.WordList;
import dev.sluice.processor.text.Words;
import dev.sluice.schemas.avro.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds organizations by legal forms (Ltd, GmbH, S.A.), by what they are called (University of X), and by a short list. */
final class OrganizationFinder {
    private static final int MOST_WORDS = 6;

    private static final Pattern LEGAL_FORM = Pattern.compile("(?<![\\p{L}\\d.])(?:"
            + "GmbH(?: & Co\\.? KG(?:aA)?)?|gGmbH|mbH|KGaA|OHG|e\\. ?V\\.|Ltd|Limited|LLC|L\\.L\\.C\\.|LLP|PLC|plc|Inc"
            + "|Incorporated|Corp|Corporation|Pty\\.?(?: Ltd\\.?)?|S\\.A\\.(?:S\\.|R\\.L\\.)?|SAS|SARL|S\\.à ?r\\.l\\."
            + "|B\\.V\\.|N\\.V\\.|Oyj?|ApS|A/S|S\\.p\\.A\\.|S\\.r\\.l\\.|(?:& )?Co\\.(?:,? Ltd\\.?)?"
            + "|(AG|SE|KG|UG|SA|BV|NV|AB))(?![\\p{L}\\d])");

    private static final Set<String> HEADS = WordList.of(
            "University Institute Ministry Commission Foundation Bank Museum Hospital Agency Council",
            "Parliament Association Committee Court College Academy Authority Union Society Church Airport",
            "Airlines Universität Hochschule Institut Stiftung Ministerium Bundesministerium Klinikum",
            "Sparkasse Amtsgericht Landgericht Verein Université Ministère Banque Fondation Musée Hôpital",
            "Mairie Tribunal Commissariat Préfecture");

    private static final Set<String> CONNECTORS = WordList.of("of de du des d für for pour la the");

    /** Capitalised words before a company's name that are no part of it. */
    private static final Set<String> LEADING = WordList.of(
            "firma company société entreprise client customer supplier vendor buyer seller kunde lieferant",
            "auftraggeber auftragnehmer between contract agreement invoice vertrag rechnung dear zwischen",
            "from to");

    private static final Gazetteer KNOWN = new Gazetteer(WordList.lines(OrganizationFinder.class, "organizations.txt"));

    private final String text;
    private final Words words;
    private final Language language;
    private final List<Mention> found = new ArrayList<>();

    private OrganizationFinder(String text, Words words, Language language) {
        this.text = text;
        this.words = words;
        this.language = language;
    }

    static List<Mention> find(String text, Words words, Language language) {
        OrganizationFinder finder = new OrganizationFinder(text, words, language);
        finder.findLegalForms();
        finder.findByName();
        return finder.found;
    }

    private void findLegalForms() {
        Matcher matcher = LEGAL_FORM.matcher(text);
        while (found.size() < Mention.MOST && matcher.find()) {
            int form = words.firstFrom(matcher.start());
            int first = firstOfName(form);
            if (first < form) {
                // Two capitals may be something else behind a name, such as a country's code.
                double confidence = matcher.group(1) == null ? 0.95 : 0.88;
                add(words.start(first), matcher.end(), confidence);
            }
        }
    }

    private int firstOfName(int form) {
        int first = form;
        for (int i = form - 1; i >= 0 && form - i <= MOST_WORDS; i--) {
            String gap = words.gapAfter(i);
            boolean isJoined = gap.equals(" ") || gap.equals(" & ") || (i == form - 1 && gap.equals(", "));
            boolean isName = words.isCapitalised(i) || (words.isNumber(i) && i < form - 1);
            String lower = words.lower(i);
            boolean isConnector = first < form && CONNECTORS.contains(lower);
            if (!isJoined || (!isName && !isConnector)) {
                break;
            }
            if (words.isCapitalised(i) && (StopWords.contains(language, lower) || LEADING.contains(lower))) {
                break;
            }
            if (words.isCapitalised(i)) {
                first = i;
            }
        }
        return first;
    }

    private void findByName() {
        for (int i = 0; i < words.size() && found.size() < Mention.MOST; i++) {
            if (!words.isCapitalised(i)) {
                continue;
            }
            int known = KNOWN.lengthAt(words, i);
            if (known > 0) {
                add(words.start(i), words.end(i + known - 1), 0.88);
                i += known - 1;
            } else if (HEADS.contains(words.word(i))) {
                i = addAround(i);
            }
        }
    }

    /** The institution that a word like University heads; returns its last word. */
    private int addAround(int head) {
        int last = head;
        boolean connected = false;
        for (int i = head + 1; i < words.size() && i - head <= MOST_WORDS && isJoined(i - 1); i++) {
            boolean isConnector = CONNECTORS.contains(words.word(i));
            // Nouns follow each other without belonging together, except a German head and its place.
            boolean mayFollow = connected || (language == Language.GERMAN && last == head);
            if (words.isCapitalised(i) && mayFollow && !StopWords.contains(language, words.lower(i))) {
                last = i;
            } else if (!isConnector) {
                break;
            }
            connected |= isConnector;
        }
        int first = head;
        if (language == Language.ENGLISH && last == head) {
            while (first > 0 && head - first < 3 && isNameBefore(first)) {
                first--;
            }
        }
        if (first < last) {
            add(words.start(first), words.end(last), 0.86);
        }
        return last;
    }

    private boolean isJoined(int index) {
        String gap = words.gapAfter(index);
        return gap.equals(" ") || gap.equals("'") || gap.equals("’");
    }

    private boolean isNameBefore(int index) {
        return words.touchesNext(index - 1)
                && words.isCapitalised(index - 1)
                && !StopWords.contains(language, words.lower(index - 1));
    }

    private void add(int start, int end, double confidence) {
        found.add(Mention.of(EntityType.ORGANIZATION, text.substring(start, end), start, end, confidence));
    }
}
