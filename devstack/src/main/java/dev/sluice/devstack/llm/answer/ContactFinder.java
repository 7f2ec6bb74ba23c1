package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what has a tell-tale form: e-mail addresses, links, telephone numbers and identifiers. */
final class ContactFinder {
    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.+-])[A-Za-z0-9][\\w.+-]{0,63}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");
    private static final int LONGEST_MAILBOX = 64;
    private static final int LONGEST_DOMAIN = 255;
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?]");
    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\w+.-])(?:\\+\\d{1,3}[ .-]?)?(?:\\(\\d{2,5}\\)[ .-]?)?\\d{2,5}(?:[ .-]\\d{2,5}){1,4}(?![\\w-])");
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?<![\\w@.,-])#?(?<id>(?:[A-Z]{1,8}[-/_]?)?\\d[A-Za-z0-9]*(?:[-/_][A-Za-z0-9]+)*)(?![\\w@])");

    private ContactFinder() {}

    static List<Hit> emails(String text) {
        List<Hit> hits = new ArrayList<>();
        Matcher matcher = EMAIL.matcher(text).useTransparentBounds(true);
        int done = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(at + 1, done))) {
            matcher.region(Math.max(done, at - LONGEST_MAILBOX), Math.min(text.length(), at + LONGEST_DOMAIN));
            if (matcher.find()) {
                hits.add(Hit.of(Kind.EMAIL, matcher.group(), matcher.start(), matcher.end(), 0.97));
                done = matcher.end();
            }
        }
        return hits;
    }

    static List<Hit> urls(String text) {
        return text.contains("://") ? all(Kind.URL, URL, text, 0.97) : List.of();
    }

    static List<Hit> phones(String text) {
        return all(Kind.PHONE, PHONE, text, 0.85).stream()
                .filter(hit -> hit.value().chars().filter(Character::isDigit).count() >= 7)
                .toList();
    }

    static List<Hit> identifiers(String text) {
        List<Hit> hits = new ArrayList<>();
        Digits.in(text, 1, 10, 40)
                .forEach(
                        IDENTIFIER,
                        m -> hits.add(Hit.of(Kind.IDENTIFIER, m.group("id"), m.start("id"), m.end("id"), 0.95)));
        return hits;
    }

    static List<Hit> all(Kind kind, Pattern pattern, String text, double clarity) {
        List<Hit> hits = new ArrayList<>();
        for (Matcher m = pattern.matcher(text); m.find(); ) {
            hits.add(Hit.of(kind, m.group(), m.start(), m.end(), clarity));
        }
        return hits;
    }
}
