package dev.sluice.processor.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.processor.engine.Ballot;
import dev.sluice.processor.engine.Ballot.Tally;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Span;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FieldBallotTest {
    private final FieldBallot ballot = new FieldBallot();

    @Test
    void isAsUnsureAsItsMostDisputedField() {
        Tally<Extraction> tally = count("11111", "22222", "33333");

        assertThat(tally.confidence()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(tally.value().getEvidence().getFirst().getConfidence()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(tally.lead()).isLessThanOrEqualTo(0);
    }

    @Test
    void countsAnAbstentionAgainstTheWinner() {
        Tally<Extraction> tally = ballot.count(List.of(answer("11111")), 1);

        assertThat(tally.confidence()).isCloseTo(0.9 / 1.9, within(1e-9));
        assertThat(tally.lead()).isNegative();
    }

    @Test
    void givesTheAnswerThatMostAgreeWith() {
        Tally<Extraction> tally = count("22222", "11111", "11111");

        assertThat(tally.value().getFields()).contains("11111");
        assertThat(tally.value().getComponents())
                .hasEntrySatisfying(
                        Ballot.AGREEMENT, agreement -> assertThat(agreement).isCloseTo(2.0 / 3, within(1e-9)));
        assertThat(tally.lead()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void isAsSureAsTheAnswersThatAgree() {
        assertThat(count("11111", "11111").confidence()).isEqualTo(0.9);
    }

    private Tally<Extraction> count(String... orders) {
        return ballot.count(Stream.of(orders).map(FieldBallotTest::answer).toList(), 0);
    }

    private static Answered<Extraction> answer(String order) {
        Extraction extraction = Extraction.newBuilder()
                .setFields("{\"order_id\": \"" + order + "\", \"note\": null}")
                .setEvidence(List.of(new FieldEvidence("/order_id", order, new Span(0, 5), 0.9)))
                .setConfidence(0.9)
                .setOrigin(new Origin("model", null, null))
                .build();
        return new Answered<>(extraction, 0.9, List.of());
    }
}
