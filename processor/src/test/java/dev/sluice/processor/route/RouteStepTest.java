package dev.sluice.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.classify.OfflineClassifier;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.profile.Category;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileBudget;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RouteStepTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private static final Profile RECIPES = routed(EngineTasks.profile(
            "{\"type\": \"object\"}",
            List.of(
                    new Category("baking", "Bread and cake.", Map.of("oven", 3.0, "flour", 3.0)),
                    new Category("cooking", "On the stove.", Map.of("simmer", 3.0)))));
    private static final Profiles PROFILES = new Profiles(List.of(EngineTasks.builtIn(Profiles.GENERAL), RECIPES));
    private static final String RECIPE = "Knead the flour and the water. Preheat the oven. Bake the flour for an hour.";

    @Test
    void waitsForAnEngineThatIsOutOfOrder() throws Exception {
        Engine<Classification> down = engine(new Unavailable<>(Optional.empty(), "model is down", List.of()));

        assertThat(route(down, PROFILES, document(RECIPE))).isInstanceOf(RetryLater.class);
    }

    @Test
    void takesGeneralWhenTheEngineHasNoUsableAnswer() throws Exception {
        Engine<Classification> broken =
                engine(new Unusable<>(new Rejection(DeadLetterReason.REFUSED, "declined"), List.of()));

        assertThat(profileOf(route(broken, PROFILES, document(RECIPE)))).isEqualTo(Profiles.GENERAL);
    }

    @Test
    void takesGeneralWhenTheEngineIsNotSure() throws Exception {
        assertThat(profileOf(route(offline(), PROFILES, document("A walk in the park."))))
                .isEqualTo(Profiles.GENERAL);
    }

    @Test
    void takesGeneralWhenAsMuchSpeaksForOneOfItsLabels() throws Exception {
        String minutes =
                "Minutes of the meeting. Attendees: all bakers. Agenda: which oven to buy, and the flour. " + RECIPE;

        assertThat(profileOf(route(offline(), PROFILES, document(minutes)))).isEqualTo(Profiles.GENERAL);
    }

    @Test
    void takesGeneralWithoutAskingWhenNoProfileIsRouted() throws Exception {
        Profiles unrouted = new Profiles(List.of(EngineTasks.builtIn(Profiles.GENERAL)));
        Engine<Classification> never = new Engine<>() {
            @Override
            public String name() {
                return "never";
            }

            @Override
            public EngineResult<Classification> run(EngineTask task) {
                throw new AssertionError("was asked");
            }
        };

        assertThat(profileOf(route(never, unrouted, document(RECIPE)))).isEqualTo(Profiles.GENERAL);
    }

    @Test
    void leavesAProfileThatADocumentHas() throws Exception {
        Enrichment document = Enrichment.newBuilder(document(RECIPE))
                .setProfile(Profiles.GENERAL)
                .build();

        assertThat(profileOf(route(offline(), PROFILES, document))).isEqualTo(Profiles.GENERAL);
    }

    @Test
    void takesTheProfileThatTheEngineIsSureOf() throws Exception {
        StepResult<Enrichment, Enrichment> result = route(offline(), PROFILES, document(RECIPE));

        assertThat(profileOf(result)).isEqualTo(RECIPES.name());
        assertThat(((Done<Enrichment, Enrichment>) result).output().getAttempts())
                .extracting(Attempt::getStage)
                .containsExactly("classify");
    }

    private static StepResult<Enrichment, Enrichment> route(
            Engine<Classification> engine, Profiles profiles, Enrichment document) throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), CLOCK);
        return new RouteStep(new LiveProfiles(profiles), engine, 0.75, backoff).apply(document, 0);
    }

    private static String profileOf(StepResult<Enrichment, Enrichment> result) {
        return ((Done<Enrichment, Enrichment>) result).output().getProfile().orElseThrow();
    }

    private static Enrichment document(String text) {
        return EngineTasks.task(RECIPES, text).enrichment();
    }

    private static Engine<Classification> offline() {
        return new OfflineClassifier(SimilarExamples.ofProfiles(), CLOCK);
    }

    private static Engine<Classification> engine(EngineResult<Classification> result) {
        return new Engine<>() {
            @Override
            public String name() {
                return EngineLadder.MODEL;
            }

            @Override
            public EngineResult<Classification> run(EngineTask task) {
                return result;
            }
        };
    }

    private static Profile routed(Profile profile) {
        return new Profile(
                profile.name(),
                profile.description(),
                profile.recognition(),
                profile.steps(),
                profile.fields(),
                profile.categories(),
                profile.gate(),
                profile.examples(),
                true,
                Optional.empty(),
                Map.of(),
                ProfileBudget.NONE);
    }
}
