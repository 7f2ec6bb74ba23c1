package dev.sluice.acceptance.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lest the tests of dashboards and rules overlook a name. */
final class PromQlTest {
    private static final PromQl RATIO = new PromQl("""
            sum by (namespace, reason) (sluice:documents:increase15m{outcome="dead-letter", reason!~"A|B"})
              / on (namespace) group_left sum by (team) (rate(sluice_documents_total{job=~".+"}[5m] offset 15m)) > 0.2
            and up == 1""");

    @Test
    void findsMetrics() {
        assertThat(RATIO.metrics()).containsExactly("sluice:documents:increase15m", "sluice_documents_total", "up");
        assertThat(new PromQl("absent(a_b)").metrics()).containsExactly("a_b");
        assertThat(new PromQl("1.5 * (time() % 86400) / 1e3").metrics()).isEmpty();
    }

    @Test
    void findsLabels() {
        assertThat(RATIO.labels()).containsExactly("job", "namespace", "outcome", "reason", "team");
    }

    @Test
    void hasAnExpressionGiveSomethingWhereNothingIsWrong() {
        assertThat(new PromQl("absent(a{b=\"x>y\"} offset 15m) >= 1").always().text())
                .isEqualTo("(a{b=\"x>y\"}) >= bool 1");
    }
}
