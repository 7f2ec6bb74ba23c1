package dev.sluice.processor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a letter or an e-mail: what is said, and what surrounds it. A text that is no letter is all body. Only the
 * first 20,000 lines are looked at; the rest is body. Immutable and thread-safe.
 *
 * @param parts without gaps other than line breaks and blanks, in order
 */
public record Letter(List<Part> parts) {
    private static final int MOST_LINES = 20_000;
    private static final int SHORT_LINE = 80;
    private static final int SIGNATURE_LINES = 5;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final Pattern HEADER = Pattern.compile(
            "(?:from|to|cc|bcc|subject|date|sent|reply-to|message-id|return-path|received|mime-version|content-type"
                    + "|content-transfer-encoding|x-[a-z-]{1,30}|von|an|betreff|datum|gesendet|de|à|objet|envoyé)"
                    + " ?: ?+(?=\\S)",
            FLAGS);

    private static final Pattern GREETING = Pattern.compile(
            "(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|to whom it may concern"
                    + "|sehr geehrter?|sehr geehrtes?|liebe[rs]?|hallo|guten (?:tag|morgen|abend)|moin"
                    + "|bonjour|bonsoir|salut|chère?s?|madame|monsieur|messieurs)"
                    + "(?![\\p{L}\\p{N}])[^,!:;?\\n]{0,60}+(?:[,!:]|$)(?: ?madame,| ?monsieur,)?",
            FLAGS);

    private static final String GOOD_WISHES =
            "(?:(?:with |my |our )?(?:best|kind|kindest|warm|warmest) (?:regards|wishes)"
                    + "|with regards|regards|yours (?:sincerely|faithfully|truly)|(?:very )?sincerely(?: yours)?"
                    + "|respectfully(?: yours)?|cheers"
                    + "|mit (?:freundlichen|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en"
                    + "|(?:viele|beste|liebe|freundliche|herzliche|schöne) gr(?:ü|ue)(?:ß|ss)e|mfg|hochachtungsvoll"
                    + "|(?:bien |très )?cordialement|bien à vous|sincères salutations|salutations distinguées|amicalement"
                    + "|(?:avec )?(?:mes )?(?:meilleures|sincères) salutations)";

    private static final String THANKS =
            "(?:(?:many |best )?thanks(?: (?:a lot|again|in advance|very much|so much))?|best"
                    + "|thank you(?: (?:very much|so much|again|in advance))*+"
                    + "|(?:vielen |besten |herzlichen )?dank(?: im voraus)?|danke"
                    + "|merci(?: (?:d['’]avance|beaucoup|par avance))?)";

    private static final Pattern FORMAL_CLOSING = Pattern.compile(
            "(?:je vous prie d['’]agréer|veuillez agréer|nous vous prions d['’]agréer|dans l['’]attente de).{0,200}+",
            FLAGS);

    /** A closing at the end of a line: alone, or with the name behind it. */
    private static final Pattern CLOSING = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:" + GOOD_WISHES + "|" + THANKS + ")"
                    + "(?:[.!]?$|(?: from| aus)?[,!.]? ?(?-i:\\p{Lu})[\\p{L}.'’-]{0,30}+(?: (?-i:\\p{Lu})[\\p{L}.'’-]{0,30}+){0,3}+$|,$)",
            FLAGS);

    private static final Pattern BARE_NAME =
            Pattern.compile("\\p{Lu}[\\p{L}.'’-]{1,25}+(?: \\p{Lu}[\\p{L}.'’-]{0,25}+){1,2}");

    private static final Pattern CLOSING_WORDS =
            Pattern.compile("(?:" + GOOD_WISHES + "|" + THANKS + ")[,.!]?+", FLAGS);

    /** What a part of the letter is. */
    public enum Kind {
        HEADER,
        GREETING,
        BODY,
        QUOTED,
        CLOSING,
        SIGNATURE
    }

    /**
     * A part of one line; a header holds its name and its value, a closing none of the names behind it.
     *
     * @param start inclusive
     * @param end exclusive
     */
    public record Part(Kind kind, int start, int end) {}

    public Letter {
        parts = List.copyOf(parts);
    }

    /** Takes a text apart whose white space is normalised. */
    public static Letter of(String text) {
        List<Part> parts = new ArrayList<>();
        int position = 0;
        int signatureLines = 0;
        for (int lines = 0; position < text.length(); lines++) {
            int lineBreak = text.indexOf('\n', position);
            int end = lineBreak < 0 || lines >= MOST_LINES ? text.length() : lineBreak;
            if (end == position) {
                position++;
                continue;
            }
            if (signatureLines > 0 && isSignature(text, position, end)) {
                signatureLines--;
                parts.add(new Part(Kind.SIGNATURE, position, end));
            } else {
                signatureLines = addLine(text, position, end, parts) ? SIGNATURE_LINES : 0;
            }
            position = end + 1;
        }
        signBareName(text, parts);
        return new Letter(parts);
    }

    /** A name alone on the last line, behind what was said, is a signature even if no closing leads to it. */
    private static void signBareName(String text, List<Part> parts) {
        int last = parts.size() - 1;
        while (last > 0
                && text.substring(parts.get(last).start(), parts.get(last).end())
                                .indexOf('@')
                        >= 0) {
            last--;
        }
        if (last > 0
                && parts.get(last).kind() == Kind.BODY
                && parts.get(last - 1).kind() == Kind.BODY) {
            Part line = parts.get(last);
            boolean endsSentence = ".!?".indexOf(text.charAt(parts.get(last - 1).end() - 1)) >= 0;
            if (endsSentence
                    && matcher(BARE_NAME, text, line.start(), line.end()).matches()) {
                parts.set(last, new Part(Kind.SIGNATURE, line.start(), line.end()));
            }
        }
    }

    /** Whether a signature follows the line. */
    private static boolean addLine(String text, int start, int end, List<Part> parts) {
        if (text.charAt(start) == '>') {
            parts.add(new Part(Kind.QUOTED, start, end));
            return false;
        }
        if (matcher(HEADER, text, start, end).lookingAt()) {
            parts.add(new Part(Kind.HEADER, start, end));
            return false;
        }
        if (end - start == 2 && text.startsWith("--", start)) {
            parts.add(new Part(Kind.CLOSING, start, end));
            return true;
        }
        Matcher greeting = matcher(GREETING, text, start, end);
        int body = start;
        if (greeting.lookingAt()) {
            body = greeting.end();
            parts.add(new Part(Kind.GREETING, start, body));
        }
        return addRest(text, skipBlanks(text, body, end), end, parts);
    }

    private static boolean addRest(String text, int start, int end, List<Part> parts) {
        if (matcher(FORMAL_CLOSING, text, start, end).lookingAt()) {
            parts.add(new Part(Kind.CLOSING, start, end));
            return true;
        }
        int searched = Math.max(start, end - SHORT_LINE * 2);
        Matcher closing = matcher(CLOSING, text, searched, end);
        while (closing.find()) {
            if (closing.start() > start && !followsSentence(text, closing.start())) {
                continue;
            }
            add(Kind.BODY, start, closing.start(), parts);
            Matcher words = matcher(CLOSING_WORDS, text, closing.start(), end);
            int signature = words.lookingAt() ? words.end() : closing.end();
            add(Kind.CLOSING, closing.start(), signature, parts);
            add(Kind.SIGNATURE, skipBlanks(text, signature, end), end, parts);
            return true;
        }
        add(Kind.BODY, start, end, parts);
        return false;
    }

    /** A signature's lines are short and no sentences. */
    private static boolean isSignature(String text, int start, int end) {
        if (end - start > SHORT_LINE) {
            return false;
        }
        String line = text.substring(start, end);
        boolean stops = ".!?".indexOf(line.charAt(line.length() - 1)) >= 0;
        return !(stops && line.chars().filter(c -> c == ' ').count() >= 3);
    }

    private static boolean followsSentence(String text, int position) {
        return position >= 2 && text.charAt(position - 1) == ' ' && ".!?,".indexOf(text.charAt(position - 2)) >= 0;
    }

    private static int skipBlanks(String text, int position, int end) {
        int next = position;
        while (next < end && text.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    private static void add(Kind kind, int start, int end, List<Part> parts) {
        if (end > start) {
            parts.add(new Part(kind, start, end));
        }
    }

    private static Matcher matcher(Pattern pattern, String text, int start, int end) {
        return pattern.matcher(text).region(start, end);
    }
}
