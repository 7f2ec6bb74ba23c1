package dev.sluice.validate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OutliersTest {
    private static final Outliers TOTAL = new Outliers(List.of(JsonPointer.compile("/total")), 4, 30, Severity.ERROR);

    @Test
    void tellsANumberFarOffThoseBefore() {
        assertThat(check(1_000_000, around100(30))).singleElement().satisfies(problem -> {
            assertThat(problem.getPointer()).isEqualTo("/fields/total");
            assertThat(problem.getSeverity()).isEqualTo(Severity.ERROR);
            assertThat(problem.getMessage())
                    .contains("standard deviations off the mean")
                    .contains("of 30 accepted");
        });
        assertThat(check(-1_000_000, around100(30))).hasSize(1);
    }

    @Test
    void saysNothingOfAUsualNumber() {
        assertThat(check(103, around100(30))).isEmpty();
    }

    @Test
    void saysNothingBeforeEnoughAreKnown() {
        assertThat(check(1_000_000, around100(29))).isEmpty();
    }

    @Test
    void saysNothingWhereAllNumbersSoFarAreTheSame() {
        Distribution same = IntStream.range(0, 50).boxed().reduce(Distribution.EMPTY, (d, i) -> d.plus(5), (a, b) -> b);
        assertThat(check(6, same)).isEmpty();
    }

    @Test
    void learnsOnlyFromNumbersThatAreThere() {
        JsonNode fields = JsonNodeFactory.instance.objectNode().putNull("total").put("other", 3);
        assertThat(TOTAL.numbers(fields)).isEmpty();
        assertThat(Outliers.UNWATCHED.numbers(fields)).isEmpty();
        assertThat(Distribution.EMPTY.plus(Double.NaN)).isEqualTo(Distribution.EMPTY);
    }

    @Test
    void keepsItsPrecisionFarFromZero() {
        Distribution far =
                Distribution.EMPTY.plus(1e9 + 4).plus(1e9 + 7).plus(1e9 + 13).plus(1e9 + 16);
        assertThat(far.mean()).isEqualTo(1e9 + 10);
        assertThat(far.variance()).isCloseTo(30, within(1e-6));
    }

    @Test
    void refusesSettingsThatMakeEverythingAnOutlier() {
        assertThatThrownBy(() -> new Outliers(List.of(), 0, 30, Severity.ERROR))
                .hasMessageContaining("deviations is 0");
        assertThatThrownBy(() -> new Outliers(List.of(), 4, 1, Severity.ERROR)).hasMessageContaining("minimum is 1");
    }

    private static List<Problem> check(double number, Distribution before) {
        JsonNode fields = JsonNodeFactory.instance.objectNode().put("total", number);
        return TOTAL.check(fields, field -> before, "/fields").problems();
    }

    private static Distribution around100(int count) {
        Distribution distribution = Distribution.EMPTY;
        for (int i = 0; i < count; i++) {
            distribution = distribution.plus(95 + i % 10);
        }
        return distribution;
    }
}
