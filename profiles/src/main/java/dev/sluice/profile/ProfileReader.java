package dev.sluice.profile;

import dev.sluice.profile.SettingsReader.ProfileSettings;
import dev.sluice.profile.SettingsReader.StepEngines;
import dev.sluice.schemas.Stage;
import dev.sluice.validate.JsonSchemaValidator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one profile's folder. */
final class ProfileReader {
    /** The stages that a model is prompted at, each by a file named after it. */
    static final List<Stage> PROMPTED = List.of(Stage.EXTRACT, Stage.SUMMARIZE, Stage.CLASSIFY);

    static final String SETTINGS = "profile.yaml";

    private static final String FIELDS = "fields.schema.json";
    private static final String CATEGORIES = "categories.yaml";
    private static final String EXAMPLES = "examples";
    private static final String EXAMPLE_ENDING = ".yaml";
    /** What a folder may hold; {@code golden} is for evaluation and not read here. */
    private static final Set<String> KNOWN = Set.of(
            SETTINGS, FIELDS, CATEGORIES, EXAMPLES, "golden", "README.md", "extract.md", "summarize.md", "classify.md");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final SettingsReader settingsReader;
    private final FieldsSchemaReader fieldsReader;
    private final CategoriesReader categoriesReader;
    private final PromptReader promptReader;
    private final Faults faults;

    ProfileReader(Set<String> engines, Faults faults) {
        this.settingsReader = new SettingsReader(engines, faults);
        this.fieldsReader = new FieldsSchemaReader(faults);
        this.categoriesReader = new CategoriesReader(faults);
        this.promptReader = new PromptReader(faults);
        this.faults = faults;
    }

    /** The profile, unless its folder has a fault. */
    Optional<Profile> read(String name, ProfileFolder folder) {
        int before = faults.count();
        checkNames(name, folder);
        Optional<ProfileSettings> settings =
                folder.text(SETTINGS).flatMap(text -> settingsReader.read(folder.shown(SETTINGS), text));
        Optional<FieldsSchema> fields =
                folder.text(FIELDS).flatMap(text -> fieldsReader.read(folder.shown(FIELDS), text));
        List<Category> categories = folder.text(CATEGORIES)
                .map(text -> categoriesReader.read(folder.shown(CATEGORIES), text))
                .orElse(List.of());
        Map<Stage, PromptTemplate> prompts = prompts(folder);
        List<Example> examples =
                fields.map(schema -> examples(folder, schema, categories)).orElse(List.of());
        if (faults.count() > before) {
            return Optional.empty();
        }
        return settings.flatMap(read -> fields.map(schema -> new Profile(
                name,
                read.description(),
                read.recognition(),
                steps(read.steps(), prompts),
                schema,
                categories,
                read.gate(),
                examples)));
    }

    private void checkNames(String name, ProfileFolder folder) {
        if (!NAME.matcher(name).matches()) {
            faults.add(
                    folder.shown(),
                    0,
                    "the folder's name cannot be a profile's",
                    "Rename it: a lower-case letter, then lower-case letters, digits and dashes, 63 at most");
        }
        for (String entry : folder.names()) {
            if (!KNOWN.contains(entry)) {
                faults.add(
                        folder.shown(entry),
                        0,
                        "a profile has no such file",
                        "Rename or remove it; there are " + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
    }

    private Map<Stage, PromptTemplate> prompts(ProfileFolder folder) {
        Map<Stage, PromptTemplate> prompts = new EnumMap<>(Stage.class);
        for (Stage stage : PROMPTED) {
            String file = stage.id() + ".md";
            folder.text(file)
                    .flatMap(text -> promptReader.read(folder.shown(file), text))
                    .ifPresent(prompt -> prompts.put(stage, prompt));
        }
        return prompts;
    }

    private List<Example> examples(ProfileFolder folder, FieldsSchema fields, List<Category> categories) {
        ExampleReader reader = new ExampleReader(
                new JsonSchemaValidator(fields.json().toString()),
                categories.stream().map(Category::label).toList(),
                faults);
        List<Example> examples = new ArrayList<>();
        for (String entry : folder.names(EXAMPLES)) {
            String file = EXAMPLES + "/" + entry;
            if (!entry.endsWith(EXAMPLE_ENDING)) {
                faults.add(folder.shown(file), 0, "an example must be a YAML file", "Rename it to end in .yaml");
                continue;
            }
            String name = entry.substring(0, entry.length() - EXAMPLE_ENDING.length());
            folder.text(file)
                    .flatMap(text -> reader.read(name, folder.shown(file), text))
                    .ifPresent(examples::add);
        }
        return examples;
    }

    private static Map<Stage, StepSettings> steps(Map<Stage, StepEngines> engines, Map<Stage, PromptTemplate> prompts) {
        Map<Stage, StepSettings> steps = new EnumMap<>(Stage.class);
        prompts.forEach((stage, prompt) -> {
            StepEngines step = engines.get(stage);
            if (step != null) {
                steps.put(stage, new StepSettings(step.engines(), step.attempts(), step.maxInputTokens(), prompt));
            }
        });
        return steps;
    }
}
