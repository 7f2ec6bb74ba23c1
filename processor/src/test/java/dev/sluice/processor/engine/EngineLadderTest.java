package dev.sluice.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.step.Rejection;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineLadderTest {
    private final List<String> ran = new ArrayList<>();

    // ---- nothing good enough

    @Test
    void waitsForAnEngineThatIsOutOfOrder() throws Exception {
        assertThat(run(unavailable("model", 5)))
                .isEqualTo(new Unavailable<>(
                        Optional.of(Duration.ofSeconds(5)), "model is down", List.of(attempt("model"))));
    }

    @Test
    void waitsThoughALaterEngineGaveAnUncertainResult() throws Exception {
        assertThat(run(unavailable("model", 5), answered("offline", 0.7))).isInstanceOf(Unavailable.class);
    }

    @Test
    void waitsThoughAnEarlierEngineGaveAnUncertainResult() throws Exception {
        assertThat(run(answered("model", 0.7), unavailable("strong", 5))).isInstanceOf(Unavailable.class);
    }

    @Test
    void waitsAsLongAsTheFirstToComeBackNeeds() throws Exception {
        assertThat(run(unavailable("model", 60), unavailable("strong", 5)))
                .isEqualTo(new Unavailable<>(
                        Optional.of(Duration.ofSeconds(5)),
                        "model is down; strong is down",
                        List.of(attempt("model"), attempt("strong"))));
    }

    @Test
    void doesNotTakeOneEnginesLongWaitForTheOthers() throws Exception {
        assertThat(run(unavailable("model", 3600), unavailable("strong", 0)))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        out -> assertThat((Object) out.retryAfter()).isEqualTo(Optional.empty()));
    }

    @Test
    void givesTheSurestResultForTheGateToHold() throws Exception {
        assertThat(run(answered("model", 0.5), unusable("strong"), answered("vote", 0.7), answered("offline", 0.6)))
                .isEqualTo(new Answered<>(
                        "vote",
                        0.7,
                        List.of(attempt("model"), attempt("strong"), attempt("vote"), attempt("offline"))));
    }

    @Test
    void givesTheLastRejectionWhenNoEngineHasAResult() throws Exception {
        assertThat(run(unusable("model"), unusable("strong")))
                .isEqualTo(new Unusable<>(rejection("strong"), List.of(attempt("model"), attempt("strong"))));
    }

    // ---- good enough

    @Test
    void stopsAtTheFirstResultThatIsGoodEnough() throws Exception {
        assertThat(run(unusable("model"), answered("strong", 0.8), answered("offline", 1)))
                .isEqualTo(new Answered<>("strong", 0.8, List.of(attempt("model"), attempt("strong"))));
        assertThat(ran).containsExactly("model", "strong");
    }

    @Test
    void doesNotWaitIfALaterEngineIsGoodEnough() throws Exception {
        assertThat(run(unavailable("model", 5), answered("offline", 0.9)))
                .isEqualTo(new Answered<>("offline", 0.9, List.of(attempt("model"), attempt("offline"))));
    }

    @Test
    void theCheaperEngineTakesThePlaceOfAllWhenThereIsToBeOne() throws Exception {
        List<Engine<String>> all = List.of(answered("model", 1), answered("small", 0.3), answered("offline", 1));
        Profile profile = TestTasks.profile("model", "offline");
        EngineLadder<String> ladder = new EngineLadder<>(
                Stage.EXTRACT, all, Optional.empty(), List.of(profile), document -> Optional.of("small"), engine -> {});
        ladder.run(TestTasks.task("text", profile));
        assertThat(ran).containsExactly("small");

        EngineTask task = TestTasks.task("text", profile);
        Enrichment redriven = Enrichment.newBuilder(task.enrichment())
                .setEngineOverride("model")
                .build();
        ladder.run(new EngineTask(redriven, profile, task.text()));
        assertThat(ran).as("what somebody asked for stays").containsExactly("small", "model");
    }

    // ---- what profiles may list

    @Test
    void theOfflineEngineStandsInWhereNoModelIsConfigured() throws Exception {
        Profile profile = TestTasks.profile("model", "offline");
        EngineLadder<String> ladder = new EngineLadder<>(
                Stage.EXTRACT, List.of(answered("offline", 0.5)), Optional.empty(), List.of(profile));
        assertThat(ladder.run(TestTasks.task("text", profile)))
                .as("asked once, though it is listed under two names")
                .isEqualTo(new Answered<>("offline", 0.5, List.of(attempt("offline"))));
    }

    @Test
    void refusesAProfileThatListsAnUnknownEngine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineLadder<>(
                        Stage.CLASSIFY,
                        List.of(answered("strong", 1), answered("offline", 1)),
                        Optional.empty(),
                        List.of(TestTasks.profile("offline", "model"))))
                .withMessage("profile letters lists engine 'model' for its step classify, but configured are"
                        + " [strong, offline]; configure a model of that name or take it off the list");
    }

    @Test
    void refusesAProfileWithoutEngines() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineLadder<>(
                        Stage.CLASSIFY,
                        List.of(answered("offline", 1)),
                        Optional.empty(),
                        List.of(TestTasks.profile())))
                .withMessageContaining("profile letters lists no engine for its step classify");
    }

    @Test
    void refusesTwoEnginesOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineLadder<>(
                        Stage.CLASSIFY,
                        List.of(answered("model", 1), answered("model", 1)),
                        Optional.empty(),
                        List.of()))
                .withMessageContaining("two engines are named 'model'");
    }

    private EngineResult<String> run(Fake... engines) throws InterruptedException {
        List<Engine<String>> all = List.of(engines);
        Profile profile = TestTasks.profile(all.stream().map(Engine::name).toArray(String[]::new));
        return new EngineLadder<>(Stage.EXTRACT, all, Optional.empty(), List.of(profile))
                .run(TestTasks.task("text", profile));
    }

    private Fake answered(String name, double confidence) {
        return engine(name, new Answered<>(name, confidence, List.of(attempt(name))));
    }

    private Fake unusable(String name) {
        return engine(name, new Unusable<>(rejection(name), List.of(attempt(name))));
    }

    private Fake unavailable(String name, int seconds) {
        Optional<Duration> retryAfter = seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        return engine(name, new Unavailable<>(retryAfter, name + " is down", List.of(attempt(name))));
    }

    private Fake engine(String name, EngineResult<String> result) {
        return new Fake(name, result, ran);
    }

    private record Fake(String name, EngineResult<String> result, List<String> ran) implements Engine<String> {
        @Override
        public EngineResult<String> run(EngineTask task) {
            ran.add(name);
            return result;
        }
    }

    private static Rejection rejection(String name) {
        return new Rejection(DeadLetterReason.INVALID_OUTPUT, name + " failed");
    }

    private static Attempt attempt(String engine) {
        return Attempt.newBuilder()
                .setStage("extract")
                .setOrigin(new Origin(engine, null, null))
                .setStartedAt(Instant.EPOCH)
                .setDurationMs(1)
                .setOutcome(AttemptOutcome.VALID)
                .build();
    }
}
