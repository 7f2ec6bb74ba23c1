package dev.sluice.quickstart.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void drawsOneLineAgainAndAgainWhereAPersonWatches() {
        ProgressDisplay display = display(60);

        display.show(progress(50, 1_000));
        display.show(progress(51, 1_010));
        display.show(progress(100, 1_020));
        display.end();

        assertThat(written.toString(UTF_8).split("\r\u001b\\[K", -1))
                .containsExactly(
                        "",
                        "━━━━━━━━━─────────  50 %  50 of 100 documents  5.0 kB  50/s",
                        "━━━━━━━━━━━━━━━━ 100 %  100 of 100 documents  10.0 kB  98/s",
                        "");
    }

    @Test
    void neverWrapsTheLine() {
        display(40).show(progress(50, 1_000));

        assertThat(written.toString(UTF_8).replace("\r\u001b[K", "").length()).isLessThan(40);
    }

    @Test
    void writesALineForEachTenthElsewhere() {
        ProgressDisplay display = display(Screen.ENDLESS);
        for (int sent = 1; sent <= 100; sent++) {
            display.show(progress(sent, 10L * sent));
        }

        assertThat(written.toString(UTF_8).lines())
                .hasSize(10)
                .first()
                .isEqualTo(" 10 %  10 of 100 documents  1.0 kB  100/s");
    }

    private ProgressDisplay display(int width) {
        return new ProgressDisplay(new Screen(new PrintStream(written, true, UTF_8), width, Style.PLAIN));
    }

    private static SendProgress progress(long sent, long millis) {
        return new SendProgress(sent, sent * 100, 0, 100, Duration.ofMillis(millis));
    }
}
