package dev.sluice.processor.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.profile.Category;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CriticalLabelsTest {
    private static final Profile PROFILE = EngineTasks.profile(
            "{\"type\": \"object\"}",
            List.of(
                    new Category("legal threat", "Somebody threatens to sue.", Map.of("lawyer", 3.0), true),
                    new Category("other", "Anything else.", Map.of())));

    private final ScriptedClassifier rules = new ScriptedClassifier("offline");
    private final ScriptedClassifier model = new ScriptedClassifier("model");

    @Test
    void leavesACriticalLabelToAPersonUnlessTheVoteIsUnanimous() throws Exception {
        rules.answer("other", 0.3);
        model.answer("legal threat", 0.95)
                .answer("legal threat", 0.95)
                .answer("other", 0.95)
                .answer("legal threat", 0.95);

        Answered<Classification> answered = answered(classify());
        assertThat(answered.value().getLabel()).isEqualTo("legal threat");
        assertThat(answered.confidence()).isZero();
        assertThat(answered.value().getComponents()).containsEntry(CriticalLabels.UNANIMITY, 0.0);
        assertThat(answered.attempts()).hasSize(4);
    }

    @Test
    void waitsForAVoteThatIsMissing() throws Exception {
        rules.answer("other", 0.3);
        model.answer("legal threat", 0.95)
                .answer("legal threat", 0.95)
                .unavailable(Duration.ofSeconds(1))
                .answer("legal threat", 0.95);

        assertThat(((Unavailable<Classification>) classify()).attempts()).hasSize(4);
    }

    @Test
    void givesACriticalLabelThatEveryVoteGives() throws Exception {
        rules.answer("other", 0.3);
        model.answer("legal threat", 0.95)
                .answer("legal threat", 0.9)
                .answer("legal threat", 0.9)
                .answer("legal threat", 0.9);

        assertThat(answered(classify()).confidence()).isEqualTo(0.95);
        assertThat(model.asked()).contains("critical vote 1", "critical vote 2", "critical vote 3");
    }

    @Test
    void takesTheRulesWordForACriticalLabel() throws Exception {
        rules.answer("legal threat", 0.9);

        assertThat(answered(classify()).value().getOrigin().getEngine()).isEqualTo("offline");
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void doesNotVoteOnOtherLabels() throws Exception {
        rules.answer("other", 0.9);
        model.answer("other", 0.9);

        assertThat(answered(classify()).confidence()).isEqualTo(0.9);
        assertThat(model.asked()).containsExactly("only");
    }

    private EngineResult<Classification> classify() throws InterruptedException {
        EngineLadder<Classification> ladder = new EngineLadder<>(
                Stage.CLASSIFY, List.of(model, rules), Optional.of(new LabelBallot()), List.of(PROFILE));
        return new CriticalLabels(ladder).run(EngineTasks.task(PROFILE, "My lawyer will call you."));
    }

    private static Answered<Classification> answered(EngineResult<Classification> result) {
        return (Answered<Classification>) result;
    }
}
