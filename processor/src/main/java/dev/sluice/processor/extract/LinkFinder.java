package dev.sluice.processor.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the addresses of web pages, without the punctuation of the sentence around them. */
final class LinkFinder {
    private static final int MOST = 200;
    private static final Pattern LINK = Pattern.compile(
            "https?://[\\p{Alnum}][\\p{Alnum}._~:/?#@!$&'()*+,;=%-]{2,2000}+", Pattern.CASE_INSENSITIVE);

    private LinkFinder() {}

    static List<Finding> find(String text) {
        List<Finding> found = new ArrayList<>();
        Matcher matcher = LINK.matcher(text);
        while (found.size() < MOST && matcher.find()) {
            int end = matcher.end();
            boolean opensBracket = matcher.group().indexOf('(') >= 0;
            while ((opensBracket ? ".,;:!?'" : ".,;:!?')").indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            found.add(Finding.text(text.substring(matcher.start(), end), matcher.start(), end, 1));
        }
        return found;
    }
}
