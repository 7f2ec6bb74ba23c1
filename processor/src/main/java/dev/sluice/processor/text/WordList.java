package dev.sluice.processor.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules' vocabulary. In resources, which are UTF-8, a line that starts with # is a comment. */
public final class WordList {

    private WordList() {}

    /**
     * The lines of a resource, in order.
     *
     * @param neighbour a class in the package that holds it
     */
    public static List<String> lines(Class<?> neighbour, String name) {
        try (InputStream bytes = neighbour.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("word list " + name + " is missing beside " + neighbour.getName()
                        + "; the jar is incomplete, build it again");
            }
            return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("word list " + name + " cannot be read", e);
        }
    }

    /** The words of a resource whose lines hold several, separated by blanks. */
    public static Set<String> words(Class<?> neighbour, String name) {
        return split(lines(neighbour, name));
    }

    /** A short list, written out in lines of words that blanks separate. */
    public static Set<String> of(String... lines) {
        return split(List.of(lines));
    }

    private static Set<String> split(List<String> lines) {
        return lines.stream()
                .flatMap(line -> List.of(line.split(" +", -1)).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
