package dev.sluice.processor.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.CallStatistics;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A book goes through in a small heap and with a bounded number of calls. */
class BookTest {
    private static final int PAGES = 300;
    /** The tokens' table takes 30 MB of it, the libraries 40. */
    private static final String HEAP = "-Xmx128m";

    @TempDir
    Path folder;

    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());

    @Test
    void readsThreeHundredPagesInASmallHeapAndWithFewCalls() throws Exception {
        String book = book();
        assertThat(book.length()).as("3,000 characters a page").isGreaterThan(PAGES * 2_500);
        try (server) {
            String output = read(Files.writeString(folder.resolve("book.txt"), book, StandardCharsets.UTF_8));

            assertThat(output).contains("summary ", "label ");
            assertThat(output)
                    .contains("entity 2031-12-24 at " + book.indexOf("24 December 2031") + ": 24 December 2031");
            CallStatistics calls = server.calls();
            assertThat(calls.total())
                    .as("15 to 25 parts, twice, and what is made of them")
                    .isBetween(30L, 60L);
            assertThat(calls.ended(CallStatistics.ANSWERED)).isEqualTo(calls.total());
            assertThat(calls.peakInFlight()).as("of one document").isLessThanOrEqualTo(8);
        }
    }

    private String read(Path book) throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BookReader.class.getName(),
                        server.baseUrl(),
                        book.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String book() {
        StringBuilder book = new StringBuilder("The history of the harbour.\n\n");
        for (int page = 1; page <= PAGES; page++) {
            book.append("Chapter ").append(page).append("\n\n");
            for (int sentence = 1; sentence <= 30; sentence++) {
                book.append("In winter ship ")
                        .append(page * 31 + sentence * 7)
                        .append(
                                " of the northern line brought timber and grain into the harbour, and its crew stayed. ");
            }
            book.append("\n\n");
        }
        return book.append("The harbour was closed on 24 December 2031 by the council.\n")
                .toString();
    }
}
