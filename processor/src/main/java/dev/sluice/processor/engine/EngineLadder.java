package dev.sluice.processor.engine;

import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the engines that a document's profile lists for one stage, in order, until one gives a result that is good enough
 * to publish. Thread-safe.
 *
 * <p>If none does: while one of the engines is out of order the document waits, because that engine might have done
 * better, and a person's time is not spent on a provider's outage. A later engine that is sure enough ends the wait: by
 * listing it the profile permits it. Otherwise the surest result is given, for the gate to hold, and without any result
 * the last engine's rejection.
 *
 * @param <T> the stage's result
 */
public final class EngineLadder<T> {
    /** The name in profiles of the configured default model. */
    public static final String MODEL = "model";

    /** The name of the rule engine. */
    public static final String OFFLINE = "offline";

    private final Stage stage;
    private final Map<String, Engine<T>> engines;

    /**
     * Checks that every engine that a profile lists exists.
     *
     * @param engines all that are configured; if the offline engine is the only one, it stands in for {@code model}
     * @param profiles all that documents may have
     * @throws IllegalArgumentException when a profile lists an engine that is not configured, or none
     */
    public EngineLadder(Stage stage, List<Engine<T>> engines, Collection<Profile> profiles) {
        this.stage = stage;
        this.engines = byName(engines);
        profiles.forEach(this::requireKnownEngines);
    }

    /**
     * Makes the stage's result.
     *
     * @throws InterruptedException when the stage closes
     */
    public EngineResult<T> run(EngineTask task) throws InterruptedException {
        double accept = task.profile().gate().accept();
        Outcomes<T> outcomes = new Outcomes<>();
        for (Engine<T> engine : enginesOf(task.profile())) {
            EngineResult<T> result = engine.run(task);
            outcomes.add(result);
            if (result instanceof Answered<T> answered && answered.confidence() >= accept) {
                return new Answered<>(answered.value(), answered.confidence(), outcomes.attempts());
            }
        }
        return outcomes.withoutAcceptance();
    }

    private Set<Engine<T>> enginesOf(Profile profile) {
        Set<Engine<T>> listed = new LinkedHashSet<>();
        for (String name : profile.step(stage).engines()) {
            Engine<T> engine = engines.get(name);
            if (engine == null) {
                throw new IllegalArgumentException(unknown(profile, name));
            }
            listed.add(engine);
        }
        return listed;
    }

    private void requireKnownEngines(Profile profile) {
        if (enginesOf(profile).isEmpty()) {
            throw new IllegalArgumentException("profile " + profile.name() + " lists no engine for its step "
                    + stage.id() + "; list at least one of " + engines.keySet());
        }
    }

    private String unknown(Profile profile, String engine) {
        return "profile " + profile.name() + " lists engine '" + engine + "' for its step " + stage.id()
                + ", but configured are " + engines.keySet()
                + "; configure a model of that name or take it off the list";
    }

    private static <T> Map<String, Engine<T>> byName(List<Engine<T>> engines) {
        Map<String, Engine<T>> byName = new LinkedHashMap<>();
        for (Engine<T> engine : engines) {
            if (byName.put(engine.name(), engine) != null) {
                throw new IllegalArgumentException("two engines are named '" + engine.name() + "'; rename one");
            }
        }
        Engine<T> offline = byName.get(OFFLINE);
        if (byName.size() == 1 && offline != null) {
            byName.put(MODEL, offline);
        }
        return byName;
    }
}
