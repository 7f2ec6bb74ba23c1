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

/** Reads the rules' vocabulary: a resource in UTF-8 with one entry a line, where a line that starts with # is a comment. */
public final class WordList {

    private WordList() {}

    /**
     * The entries, in order.
     *
     * @param neighbour a class in the package that holds the resource
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

    /** The entries of a list whose lines hold several, separated by blanks. */
    public static Set<String> words(Class<?> neighbour, String name) {
        return lines(neighbour, name).stream()
                .flatMap(line -> List.of(line.split(" +", -1)).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
