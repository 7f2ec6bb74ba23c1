package dev.sluice.processor.engine;

import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.profile.DocumentTraits;
import dev.sluice.profile.EngineChoice;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the engines that a document's profile lists for one stage, in order, until one gives a result that is good enough
 * to publish; those whose conditions the document does not meet are left out. A document that was redriven with an engine of
 * its own has only that, and one that is to be done cheaply only the engine for it. Thread-safe.
 *
 * <p>If none does: while one of the engines is out of order the document waits, because that engine might have done
 * better, and a person's time is not spent on a provider's outage. A later engine that is sure enough ends the wait: by
 * listing it the profile permits it. Otherwise the surest result is given, for the gate to hold, and without any result
 * the last engine's rejection.
 *
 * @param <T> the stage's result
 */
public final class EngineLadder<T> implements Answerer<T> {
    /** The name in profiles of the configured default model. */
    public static final String MODEL = "model";

    /** The name of the rule engine. */
    public static final String OFFLINE = "offline";

    private final Stage stage;
    private final Map<String, Engine<T>> engines;
    private final Optional<Ballot<T>> ballot;
    private final Function<Enrichment, Optional<String>> cheaper;
    private final Consumer<String> fallback;

    /**
     * Checks that every engine that a profile lists exists.
     *
     * @param engines all that are configured; if the offline engine is the only one, it stands in for all others
     * @param ballot how votes are counted; empty if they cannot be
     * @param profiles all that documents may have
     * @throws IllegalArgumentException when a profile lists an engine that is not configured, or none
     */
    public EngineLadder(
            Stage stage, List<Engine<T>> engines, Optional<Ballot<T>> ballot, Collection<Profile> profiles) {
        this(stage, engines, ballot, profiles, document -> Optional.empty(), engine -> {});
    }

    /**
     * The same with another choice.
     *
     * @param cheaper the engine that takes the place of all that a document's profile lists, when there is to be one
     * @param fallback is told the engine that gave a result in place of one before it that could not be called
     */
    public EngineLadder(
            Stage stage,
            List<Engine<T>> engines,
            Optional<Ballot<T>> ballot,
            Collection<Profile> profiles,
            Function<Enrichment, Optional<String>> cheaper,
            Consumer<String> fallback) {
        this.fallback = fallback;
        this.stage = stage;
        this.engines = byName(engines);
        this.ballot = ballot;
        this.cheaper = cheaper;
        profiles.forEach(this::requireKnownEngines);
    }

    @Override
    public EngineResult<T> run(EngineTask task) throws InterruptedException {
        double accept = task.profile().gate().accept();
        Outcomes<T> outcomes = new Outcomes<>();
        for (Engine<T> engine : enginesFor(task)) {
            EngineResult<T> result = engine.run(task);
            outcomes.add(result);
            if (result instanceof Answered<T> answered && answered.confidence() >= accept) {
                if (outcomes.isAnyUnavailable()) {
                    fallback.accept(engine.name());
                }
                return new Answered<>(answered.value(), answered.confidence(), outcomes.attempts());
            }
        }
        return outcomes.withoutAcceptance();
    }

    /** The engine of a name; the offline one where no other is configured. */
    public Engine<T> engine(String name) {
        Engine<T> engine = engines.get(name);
        if (engine == null && engines.size() == 1) {
            engine = engines.get(OFFLINE);
        }
        if (engine == null) {
            throw new IllegalArgumentException("no engine is named '" + name + "'; configured are " + engines.keySet());
        }
        return engine;
    }

    private List<Engine<T>> enginesFor(EngineTask task) {
        Optional<String> override = task.enrichment().getEngineOverride().or(() -> cheaper.apply(task.enrichment()));
        if (override.isPresent()) {
            return List.of(engine(override.get()));
        }
        DocumentTraits traits = DocumentTraits.of(
                task.text().text(), task.enrichment().getProperties().flatMap(DocumentProperties::getLanguage));
        return task.profile().step(stage).engines().stream()
                .filter(choice -> choice.when().holds(traits))
                .map(choice -> voting(engine(choice.engine()), choice.votes()))
                // The offline engine can stand in for several of the list.
                .distinct()
                .toList();
    }

    private Engine<T> voting(Engine<T> engine, int votes) {
        return votes == 1 || engine.name().equals(OFFLINE)
                ? engine
                : ballot.<Engine<T>>map(count -> new Vote<>(engine, votes, count))
                        .orElse(engine);
    }

    private void requireKnownEngines(Profile profile) {
        List<EngineChoice> choices = profile.step(stage).engines();
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("profile " + profile.name() + " lists no engine for its step "
                    + stage.id() + "; list at least one of " + engines.keySet());
        }
        for (EngineChoice choice : choices) {
            if (!engines.containsKey(choice.engine()) && engines.size() > 1) {
                throw new IllegalArgumentException(unknown(profile, choice.engine()));
            }
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
        return byName;
    }
}
