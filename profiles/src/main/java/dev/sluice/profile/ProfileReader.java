package dev.sluice.profile;

import dev.sluice.profile.SettingsReader.ProfileSettings;
import dev.sluice.profile.StepsReader.StepEngines;
import dev.sluice.schemas.Stage;
import dev.sluice.validate.JsonSchemaValidator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    private static final String PROMPT_SETS = "prompts";
    static final String GOLDEN = "golden";
    private static final String EXAMPLE_ENDING = ".yaml";
    private static final Set<String> KNOWN = Set.of(
            SETTINGS,
            FIELDS,
            CATEGORIES,
            EXAMPLES,
            GOLDEN,
            PROMPT_SETS,
            "README.md",
            "extract.md",
            "summarize.md",
            "classify.md");

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    static final String NAME_REMEDY = "Use a lower-case letter, then lower-case letters, digits and dashes, 63 at most";

    private final SettingsReader settingsReader;
    private final FieldsSchemaReader fieldsReader;
    private final CategoriesReader categoriesReader;
    private final PromptReader promptReader;
    private final boolean withGolden;
    private final Faults faults;

    /**
     * Prepares for any number of profiles.
     *
     * @param engines the names that steps may use
     * @param withGolden whether to read the golden sets, too
     */
    ProfileReader(Set<String> engines, boolean withGolden, Faults faults) {
        this.settingsReader = new SettingsReader(engines, faults);
        this.fieldsReader = new FieldsSchemaReader(faults);
        this.categoriesReader = new CategoriesReader(faults);
        this.promptReader = new PromptReader(faults);
        this.withGolden = withGolden;
        this.faults = faults;
    }

    /** The profile, unless its folder has a fault. */
    Optional<LoadedProfile> read(String name, ProfileFolder folder) {
        int before = faults.count();
        checkNames(name, folder);
        Optional<FieldsSchema> fields =
                folder.text(FIELDS).flatMap(text -> fieldsReader.read(folder.shown(FIELDS), text));
        Optional<ProfileSettings> settings =
                folder.text(SETTINGS).flatMap(text -> settingsReader.read(folder.shown(SETTINGS), text, fields));
        List<Category> categories = folder.text(CATEGORIES)
                .map(text -> categoriesReader.read(folder.shown(CATEGORIES), text))
                .orElse(List.of());
        Map<Stage, PromptTemplate> prompts = prompts(folder);
        Map<String, Map<Stage, PromptTemplate>> promptSets = promptSets(folder);
        List<Example> examples = fields.map(schema -> examples(EXAMPLES, folder, schema, categories))
                .orElse(List.of());
        List<Example> golden = fields.filter(schema -> withGolden)
                .map(schema -> examples(GOLDEN, folder, schema, categories))
                .orElse(List.of());
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
                        examples,
                        read.routed(),
                        read.combined(),
                        promptSets,
                        read.budget())))
                .map(profile -> new LoadedProfile(profile, folder.shown(), golden));
    }

    private void checkNames(String name, ProfileFolder folder) {
        if (!NAME.matcher(name).matches()) {
            faults.add(folder.shown(), 0, "the folder's name cannot be a profile's", NAME_REMEDY);
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

    private Map<String, Map<Stage, PromptTemplate>> promptSets(ProfileFolder folder) {
        Map<String, Map<Stage, PromptTemplate>> sets = new TreeMap<>();
        for (String set : folder.names(PROMPT_SETS)) {
            String path = PROMPT_SETS + "/" + set;
            Map<Stage, PromptTemplate> prompts = new EnumMap<>(Stage.class);
            for (String entry : folder.names(path)) {
                String file = path + "/" + entry;
                Optional<Stage> stage = PROMPTED.stream()
                        .filter(each -> entry.equals(each.id() + ".md"))
                        .findFirst();
                if (stage.isPresent()) {
                    folder.text(file)
                            .flatMap(text -> promptReader.read(folder.shown(file), text))
                            .ifPresent(prompt -> prompts.put(stage.get(), prompt));
                } else {
                    faults.add(
                            folder.shown(file),
                            0,
                            "a set of prompts has no such file",
                            "Rename or remove it; there are extract.md, summarize.md and classify.md");
                }
            }
            if (prompts.isEmpty()) {
                faults.add(
                        folder.shown(path),
                        0,
                        "the set of prompts is empty",
                        "Put a folder there with extract.md, summarize.md or classify.md in it, or remove it");
            }
            sets.put(set, prompts);
        }
        return sets;
    }

    private List<Example> examples(
            String subFolder, ProfileFolder folder, FieldsSchema fields, List<Category> categories) {
        ExampleReader reader = new ExampleReader(
                new JsonSchemaValidator(fields.json().toString()),
                categories.stream().map(Category::label).toList(),
                faults);
        List<Example> examples = new ArrayList<>();
        for (String entry : folder.names(subFolder)) {
            String file = subFolder + "/" + entry;
            if (!entry.endsWith(EXAMPLE_ENDING)) {
                faults.add(
                        folder.shown(file),
                        0,
                        "a document with its results must be a YAML file",
                        "Rename it to end in .yaml");
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
                steps.put(
                        stage,
                        new StepSettings(
                                step.engines(),
                                step.attempts(),
                                step.maxInputTokens(),
                                step.criticalVotes(),
                                step.reasoning(),
                                prompt,
                                step.similarExamples()));
            }
        });
        return steps;
    }
}
