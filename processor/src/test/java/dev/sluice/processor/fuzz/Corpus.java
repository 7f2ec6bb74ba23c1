package dev.sluice.processor.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs that a target starts from: sound ones, and those that once were trouble, whose names begin with {@code found-}.
 *
 * @param folder in the source tree, so that a new one is kept by copying it there
 */
record Corpus(Path folder, List<byte[]> inputs) {
    private static final Path ROOT = Path.of("src", "test", "resources", "fuzz");

    /** Those of a target. */
    static Corpus of(String target) throws IOException {
        Path folder = ROOT.resolve(target);
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> inputs = files.sorted().map(Corpus::read).toList();
            return new Corpus(folder, inputs);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
