package dev.sluice.processor.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.processor.engine.Ballot;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.engine.Vote;
import dev.sluice.schemas.avro.AlternativeLabel;
import dev.sluice.schemas.avro.Classification;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VoteTest {
    private final ScriptedClassifier model = new ScriptedClassifier("model");

    @Test
    void isUnsureOfAThreeWaySplit() throws Exception {
        model.answer("refund", 0.9).answer("delivery", 0.9).answer("defect", 0.9);

        assertThat(answered(vote(3)).getConfidence()).isCloseTo(1.0 / 3, within(1e-9));
    }

    @Test
    void waitsWhileAMissingAnswerCouldChangeTheOutcome() throws Exception {
        model.answer("refund", 0.9).unavailable(Duration.ofSeconds(5)).answer("delivery", 0.5);

        Unavailable<Classification> out = (Unavailable<Classification>) vote(3);
        assertThat(out.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(out.attempts()).as("what was paid for is kept").hasSize(3);
    }

    @Test
    void doesNotWaitForAnAnswerThatCannotChangeTheOutcome() throws Exception {
        model.answer("refund", 0.9).unavailable(Duration.ofSeconds(5)).answer("refund", 0.9);

        assertThat(answered(vote(3)).getLabel()).isEqualTo("refund");
    }

    @Test
    void countsAnAnswerThatWillNotDoAsAVoteForNothing() throws Exception {
        model.answer("refund", 0.9).unusable().unusable();

        Classification result = answered(vote(3));
        assertThat(result.getConfidence()).isCloseTo(0.9 / 2.9, within(1e-9));
    }

    @Test
    void hasNoResultWithoutAnAnswer() throws Exception {
        model.unusable().unusable().unusable();

        assertThat(vote(3)).isInstanceOf(Unusable.class);
    }

    @Test
    void asksNoFurtherOnceTheRestCannotChangeTheOutcome() throws Exception {
        model.answer("refund", 0.9).answer("refund", 0.9).answer("refund", 0.9);

        Classification result = answered(vote(5));
        assertThat(result.getConfidence()).isCloseTo(0.9, within(1e-9));
        assertThat(result.getComponents()).containsEntry(Ballot.AGREEMENT, 1.0);
        assertThat(model.asked()).containsExactlyInAnyOrder("vote 1", "vote 2", "vote 3");
    }

    @Test
    void asksForTheRestWhileTheOutcomeIsOpen() throws Exception {
        model.answer("refund", 0.9)
                .answer("delivery", 0.5)
                .answer("refund", 0.9)
                .answer("refund", 0.9)
                .answer("delivery", 0.5);

        Classification result = answered(vote(5));
        assertThat(model.asked()).hasSize(5);
        assertThat(result.getLabel()).isEqualTo("refund");
        assertThat(result.getConfidence()).as("2.7 of 3.7").isCloseTo(2.7 / 3.7, within(1e-9));
        assertThat(result.getAlternatives())
                .extracting(AlternativeLabel::getLabel)
                .containsExactly("delivery");
    }

    @Test
    void weighsVotesByTheirConfidence() throws Exception {
        model.answer("refund", 0.3).answer("refund", 0.3).answer("delivery", 0.95);

        assertThat(answered(vote(3)).getLabel()).isEqualTo("delivery");
    }

    private EngineResult<Classification> vote(int votes) throws InterruptedException {
        return new Vote<>(model, votes, new LabelBallot()).run(TestTasks.task("text", TestTasks.profile("model")));
    }

    private static Classification answered(EngineResult<Classification> result) {
        Answered<Classification> answered = (Answered<Classification>) result;
        assertThat(answered.confidence()).isEqualTo(answered.value().getConfidence());
        return answered.value();
    }
}
