package dev.sluice.quickstart.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTest {
    @Test
    void readsLikeAPersonWouldSayIt() {
        assertThat(Amounts.bytes(0)).isEqualTo("0 B");
        assertThat(Amounts.bytes(999)).isEqualTo("999 B");
        assertThat(Amounts.bytes(3_400_000)).isEqualTo("3.4 MB");
        assertThat(Amounts.bytes(340_000_000)).isEqualTo("340 MB");
        assertThat(Amounts.duration(Duration.ofMillis(40))).isEqualTo("0.0 s");
        assertThat(Amounts.duration(Duration.ofMillis(12_340))).isEqualTo("12.3 s");
        assertThat(Amounts.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(Amounts.duration(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
        assertThat(Amounts.duration(Duration.ofDays(7))).isEqualTo("7 days");
        assertThat(Amounts.count(1, "document")).isEqualTo("1 document");
        assertThat(Amounts.count(12_000, "document")).isEqualTo("12,000 documents");
    }
}
