package dev.sluice.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the documentation tells its reader to do, in order. */
final class Guide {
    private static final Pattern FILE = Pattern.compile("`([^`]+)`:");
    private static final String FENCE = "```";

    private Guide() {}

    sealed interface Act {

        /** Give a file this content. */
        record Write(String file, String content) implements Act {}

        /** Run a line in a shell. */
        record Run(String command) implements Act {}

        /** Compare with what the last command wrote: each line is in it somewhere. */
        record Compare(List<String> lines) implements Act {}
    }

    /** A block behind a line with a file's name is that file; else one of sh is commands and one of text their output. */
    static List<Act> read(Path page) throws IOException {
        List<Act> acts = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        String before = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FENCE)) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
                acts.addAll(acts(before, line.substring(FENCE.length()), lines.subList(i + 1, end)));
                i = end;
                before = "";
            } else if (!line.isBlank()) {
                before = line;
            }
        }
        return acts;
    }

    private static List<Act> acts(String before, String language, List<String> block) {
        Matcher file = FILE.matcher(before);
        if (file.matches()) {
            return List.of(new Act.Write(file.group(1), String.join("\n", block) + "\n"));
        }
        return switch (language) {
            case "sh" -> block.stream().<Act>map(Act.Run::new).toList();
            case "text" -> List.of(new Act.Compare(List.copyOf(block)));
            default ->
                throw new IllegalArgumentException("a block of " + language + " without a file's name before it");
        };
    }
}
