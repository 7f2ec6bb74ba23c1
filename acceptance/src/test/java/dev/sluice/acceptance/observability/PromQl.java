package dev.sluice.acceptance.observability;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression in Prometheus' language, as far as tests must look into it; Prometheus itself reads it whole. */
record PromQl(String text) {
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern MATCHED_LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Pattern LISTED_LABELS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern OFFSET = Pattern.compile("\\s+offset\\s+\\w+");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");
    private static final Pattern COMPARISON = Pattern.compile("\\{[^}]*}|\"[^\"]*\"|>=|<=|==|>|<");
    private static final Pattern WORDS = Pattern.compile("and|or|unless|bool|group_left|group_right");

    /** The metrics that it is about. */
    Set<String> metrics() {
        String bare = RANGE.matcher(MATCHERS.matcher(text).replaceAll("")).replaceAll("");
        bare = OFFSET.matcher(LISTED_LABELS.matcher(bare).replaceAll("")).replaceAll("");
        Set<String> names = new TreeSet<>();
        NAME.matcher(bare).results().map(MatchResult::group).forEach(names::add);
        names.removeIf(name -> WORDS.matcher(name).matches());
        return names;
    }

    /** The labels that it names. */
    Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        Matcher matchers = MATCHERS.matcher(text);
        while (matchers.find()) {
            MATCHED_LABEL.matcher(matchers.group(1)).results().forEach(label -> labels.add(label.group(1)));
        }
        Matcher lists = LISTED_LABELS.matcher(text);
        while (lists.find()) {
            for (String label : lists.group(1).split(",", -1)) {
                if (!label.isBlank()) {
                    labels.add(label.strip());
                }
            }
        }
        return labels;
    }

    /**
     * The same where nothing is wrong and nothing has a past: comparisons give 0 or 1 rather than a choice, nothing is missed
     * for not being absent, and what was some time ago is what is now.
     */
    PromQl always() {
        String compared = COMPARISON
                .matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(
                        part.group().startsWith("{") || part.group().startsWith("\"")
                                ? part.group()
                                : part.group() + " bool"));
        return new PromQl(OFFSET.matcher(compared).replaceAll("").replace("absent(", "("));
    }
}
