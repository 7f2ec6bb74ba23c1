package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.readmodel.Sort;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

final class QueueQueryTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);

    @Test
    void takesWhatMakesNoSenseForAbsent() {
        QueueQuery query = parse("tab=nowhere&reason=BAD&min=2&max=x&age=9y&sort=up&from=%21%21&colour=red&%zz=1");

        assertThat(query.filter().tab()).isEqualTo(Tab.PENDING);
        assertThat(query.filter().reasons()).isEmpty();
        assertThat(query.filter().leastConfidence()).isEmpty();
        assertThat(query.filter().mostConfidence()).isEmpty();
        assertThat(query.filter().arrivedBefore()).isEmpty();
        assertThat(query.sort()).isEqualTo(Sort.OLDEST);
        assertThat(query.from()).isEmpty();
        assertThat(query.string()).doesNotContain("colour");
    }

    @Test
    void ignoresATextThatIsTooLong() {
        assertThat(parse("q=" + "x".repeat(501)).filter().text()).isEmpty();
    }

    @Test
    void readsBackWhatItWrites() {
        QueueQuery query =
                parse("tab=parked&q=a%26b&reason=REFUSED&reason=TOO_LARGE&tenant=acme&min=0.2&age=1d&sort=newest");

        QueueQuery again = parse(query.string());

        assertThat(again).isEqualTo(query);
        assertThat(again.filter().text()).isEqualTo("a&b");
        assertThat(again.filter().reasons())
                .containsExactlyInAnyOrder(DeadLetterReason.REFUSED, DeadLetterReason.TOO_LARGE);
        assertThat(again.filter().arrivedBefore()).contains(clock.instant().minus(Duration.ofDays(1)));
    }

    @Test
    void keepsTheFilterInAnotherTab() {
        assertThat(parse(parse("q=order&tab=mine").in(Tab.PARKED)).filter())
                .satisfies(filter -> assertThat(filter.tab()).isEqualTo(Tab.PARKED))
                .satisfies(filter -> assertThat(filter.text()).isEqualTo("order"));
    }

    private QueueQuery parse(String query) {
        return QueueQuery.parse(Parameters.of(query), clock);
    }
}
