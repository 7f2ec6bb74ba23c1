package dev.sluice.quickstart.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page links to, and what can be linked to in it. Code is left out: what looks like a link there is none.
 *
 * @param links as they stand in the page
 * @param anchors of its headings, as GitHub makes them
 */
record MarkdownPage(Set<String> links, Set<String> anchors) {
    private static final Pattern FENCE = Pattern.compile("^ *(```+|~~~+)");
    private static final Pattern CODE = Pattern.compile("(`+)[^`].*?\\1");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?) *#*$");
    private static final Pattern INLINE = Pattern.compile("\\]\\(<?([^)\\s>]*)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern REFERENCE = Pattern.compile("^ {0,3}\\[[^\\]]+\\]: +<?([^\\s>]+)");
    private static final Pattern HTML = Pattern.compile("\\b(?:href|src|srcset)=\"([^\"]*)\"");
    private static final Pattern LINK_TEXT = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

    static MarkdownPage read(Path page) throws IOException {
        return of(Files.readAllLines(page));
    }

    static MarkdownPage of(List<String> lines) {
        Set<String> links = new LinkedHashSet<>();
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> used = new HashMap<>();
        String fence = "";
        for (String line : lines) {
            Matcher opening = FENCE.matcher(line);
            if (!fence.isEmpty()) {
                fence = line.strip().startsWith(fence) ? "" : fence;
            } else if (opening.find()) {
                fence = opening.group(1);
            } else {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    anchors.add(unique(slug(heading.group(1)), used));
                }
                String text = CODE.matcher(line).replaceAll("");
                for (Pattern pattern : List.of(INLINE, REFERENCE, HTML)) {
                    pattern.matcher(text).results().map(found -> found.group(1)).forEach(links::add);
                }
            }
        }
        return new MarkdownPage(links, anchors);
    }

    private static String slug(String heading) {
        return LINK_TEXT
                .matcher(heading)
                .replaceAll("$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String unique(String slug, Map<String, Integer> used) {
        int before = used.merge(slug, 1, Integer::sum) - 1;
        return before == 0 ? slug : slug + "-" + before;
    }
}
