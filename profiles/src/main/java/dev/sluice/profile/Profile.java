package dev.sluice.profile;

import dev.sluice.schemas.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document kind: how its documents are recognised, what is extracted from them, and when a result is good enough to
 * publish. Immutable and thread-safe.
 *
 * @param name the folder's name; results carry it
 * @param description one sentence for people and for routing
 * @param recognition the rules that choose this profile; any one that matches does
 * @param steps the settings of each stage that engines run: extract, summarize, classify
 * @param fields the contract of the extracted fields
 * @param categories the labels to classify by, at least one
 * @param gate when a result may be published
 * @param examples documents with the results they should have
 * @param routed whether an engine may choose it for documents that nothing else gives a profile
 * @param combined how short documents get all results in one answer; empty if they do not
 * @param promptSets prompts to try in place of the standard ones, by the name of their set; a stage that a set does not have
 *     keeps its standard prompt
 * @param budget what its documents may cost
 */
public record Profile(
        String name,
        String description,
        List<RecognitionRule> recognition,
        Map<Stage, StepSettings> steps,
        FieldsSchema fields,
        List<Category> categories,
        GateSettings gate,
        List<Example> examples,
        boolean routed,
        Optional<CombinedSettings> combined,
        Map<String, Map<Stage, PromptTemplate>> promptSets,
        ProfileBudget budget) {

    public Profile {
        recognition = List.copyOf(recognition);
        steps = Map.copyOf(steps);
        categories = List.copyOf(categories);
        examples = List.copyOf(examples);
        promptSets = Map.copyOf(promptSets);
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("profile " + name + " has no categories");
        }
    }

    /** One that documents get only by name or by rule, and stage by stage. */
    public Profile(
            String name,
            String description,
            List<RecognitionRule> recognition,
            Map<Stage, StepSettings> steps,
            FieldsSchema fields,
            List<Category> categories,
            GateSettings gate,
            List<Example> examples) {
        this(
                name,
                description,
                recognition,
                steps,
                fields,
                categories,
                gate,
                examples,
                false,
                Optional.empty(),
                Map.of(),
                ProfileBudget.NONE);
    }

    /** The same with another choice between one answer for all results and stage by stage. */
    public Profile withCombined(Optional<CombinedSettings> settings) {
        return with(steps, gate, settings);
    }

    /** The same with another least confidence to publish, 0 to 1. */
    public Profile withAccept(double accept) {
        GateSettings other = new GateSettings(accept, gate.audit(), gate.checks());
        return with(steps, other, combined);
    }

    /** The same with a single engine at a stage, for any document. */
    public Profile withEngine(Stage stage, String engine) {
        Map<Stage, StepSettings> changed = new EnumMap<>(steps);
        changed.put(stage, step(stage).withEngines(List.of(EngineChoice.of(engine))));
        return with(changed, gate, combined);
    }

    /** The same with another number of similar examples at every step; see {@link StepSettings#similarExamples()}. */
    public Profile withSimilarExamples(int count) {
        Map<Stage, StepSettings> changed = new EnumMap<>(Stage.class);
        steps.forEach((stage, settings) -> changed.put(stage, settings.withSimilarExamples(count)));
        return with(changed, gate, combined);
    }

    /** The same with the prompts of a set in place of the standard ones; empty if there is no such set. */
    public Optional<Profile> withPrompts(String set) {
        return Optional.ofNullable(promptSets.get(set)).map(prompts -> {
            Map<Stage, StepSettings> changed = new EnumMap<>(steps);
            prompts.forEach((stage, prompt) -> changed.put(stage, step(stage).withPrompt(prompt)));
            return with(changed, gate, combined);
        });
    }

    private Profile with(
            Map<Stage, StepSettings> otherSteps, GateSettings otherGate, Optional<CombinedSettings> otherCombined) {
        return new Profile(
                name,
                description,
                recognition,
                otherSteps,
                fields,
                categories,
                otherGate,
                examples,
                routed,
                otherCombined,
                promptSets,
                budget);
    }

    /** The settings of one stage; every profile has them for extract, summarize and classify. */
    public StepSettings step(Stage stage) {
        StepSettings settings = steps.get(stage);
        if (settings == null) {
            throw new IllegalArgumentException("profile " + name + " has no step " + stage.id());
        }
        return settings;
    }

    /** The labels to classify by, in their order. */
    public List<String> labels() {
        return categories.stream().map(Category::label).toList();
    }

    /** The system message of a stage: its prompt, filled in. The same for every document of this profile. */
    public String instructions(Stage stage) {
        return step(stage).prompt().render(PromptVariables.of(this, stage));
    }
}
