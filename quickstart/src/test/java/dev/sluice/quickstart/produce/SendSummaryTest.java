package dev.sluice.quickstart.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendSummaryTest {
    private final Screen screen = new Screen(new PrintStream(PrintStream.nullOutputStream()), 80, Style.PLAIN);

    @Test
    void saysWhatWasNotSentAndWhy() {
        List<Failure> failures = List.of(
                new Failure("scans/big.tiff", DocumentSender.tooLarge(31_000_000)),
                Failure.reading("secret.txt", new AccessDeniedException("secret.txt")));

        assertThat(String.join("\n", summary(10, failures).lines(screen))).isEqualTo("""
                10 documents sent: 1.0 MB in 4.0 s (3 documents/s, 250 kB/s).
                2 documents not sent:
                  scans/big.tiff  has 31.0 MB, and documents.raw takes 16.5 MB at most: split
                                  it, or send its text alone
                  secret.txt      cannot be read: it may not be read by this user""");
    }

    @Test
    void doesNotFloodTheScreenWithFailures() {
        List<Failure> failures = IntStream.range(0, 45)
                .mapToObj(number -> new Failure("file-" + number, "is gone"))
                .toList();

        List<String> lines = summary(0, failures).lines(screen);

        assertThat(lines).hasSize(23).endsWith("  and 25 more");
    }

    @Test
    void isOneLineWhenAllIsWell() {
        assertThat(summary(1, List.of()).lines(screen))
                .containsExactly("1 document sent: 1.0 MB in 4.0 s (0 documents/s, 250 kB/s).");
    }

    private static SendSummary summary(long sent, List<Failure> failures) {
        return new SendSummary(
                new SendProgress(sent, 1_000_000, failures.size(), sent + failures.size(), Duration.ofSeconds(4)),
                failures);
    }
}
