package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileLoaderTest {
    @TempDir
    private Path temporary;

    @Test
    void addsProfilesOfFolderToBuiltInOnes() throws IOException {
        SampleFolder.in(temporary);

        assertThat(new ProfileLoader().load(List.of(temporary)).all())
                .extracting(Profile::name)
                .contains("general", "note", "support-email");
    }

    @Test
    void takesFolderOfOneProfileToo() throws IOException {
        Path folder = SampleFolder.in(temporary).path();

        assertThat(new ProfileLoader().load(List.of(folder)).find("note")).isPresent();
    }

    @Test
    void replacesProfileOfTheSameName() throws IOException {
        Files.move(SampleFolder.in(temporary).path(), temporary.resolve("general"));

        Profiles profiles = new ProfileLoader().load(List.of(temporary));

        assertThat(profiles.find("general").orElseThrow().description()).isEqualTo("A short note.");
        assertThat(profiles.all()).hasSameSizeAs(new ProfileLoader().load().all());
    }

    @Test
    void readsWhatTheFilesSay() throws IOException {
        Profile note = load();

        assertThat(note.description()).isEqualTo("A short note.");
        assertThat(note.gate().accept()).isEqualTo(0.9);
        assertThat(note.step(Stage.EXTRACT).engines())
                .extracting(EngineChoice::engine)
                .containsExactly("model", "offline");
        assertThat(note.step(Stage.EXTRACT).attempts()).isEqualTo(2);
        assertThat(note.step(Stage.EXTRACT).prompt().version()).isEqualTo("1.0");
        assertThat(note.labels()).containsExactly("task", "idea");
        assertThat(note.categories().getFirst().keywords()).isEqualTo(Map.of("remember", 3.0, "to do", 2.0));
        assertThat(note.examples()).singleElement().satisfies(example -> {
            assertThat(example.name()).isEqualTo("milk");
            assertThat(example.label()).contains("task");
            assertThat(example.fields())
                    .hasValueSatisfying(
                            fields -> assertThat(fields.path("code").asText()).isEqualTo("07"));
        });
    }

    @Test
    void readsBudgetsExactly() throws IOException {
        assertThat(load().budget()).isEqualTo(ProfileBudget.NONE);
        Path folder = SampleFolder.in(temporary)
                .replace("profile.yaml", "accept: 0.9", "accept: 0.9\nbudget: {hour: 12.300001, document: 0.1}")
                .path();
        Profile limited = new ProfileLoader().load(List.of(folder)).find("note").orElseThrow();
        assertThat(limited.budget())
                .isEqualTo(
                        new ProfileBudget(OptionalLong.of(12_300_001), OptionalLong.empty(), OptionalLong.of(100_000)))
                .isEqualTo(limited.withAccept(1).budget());
    }

    @Test
    void readsSetsOfPromptsToTry() throws IOException {
        SampleFolder.in(temporary)
                .write(
                        "prompts/careful/extract.md",
                        "---\nversion: \"2.0\"\nowner: me\nchanges:\n  \"2.0\": Careful.\n---\nCareful.\n");

        Profile note = load();

        assertThat(note.step(Stage.EXTRACT).prompt().version()).isEqualTo("1.0");
        Profile careful = note.withPrompts("careful").orElseThrow();
        assertThat(careful.step(Stage.EXTRACT).prompt().version()).isEqualTo("2.0");
        assertThat(careful.step(Stage.CLASSIFY).prompt())
                .isEqualTo(note.step(Stage.CLASSIFY).prompt());
        assertThat(note.withPrompts("careless")).isEmpty();
    }

    @Test
    void readsTheLimitOfAStepsRequests() throws IOException {
        SampleFolder sample = SampleFolder.in(temporary)
                .replace("profile.yaml", "attempts: 2", "attempts: 2\n    max_input_tokens: 8000");

        Profile note =
                new ProfileLoader().load(List.of(sample.path())).find("note").orElseThrow();

        assertThat(note.step(Stage.EXTRACT).maxInputTokens()).hasValue(8_000);
    }

    @Test
    void leavesStandardsWhereTheFileSaysNothing() throws IOException {
        SampleFolder sample = SampleFolder.in(temporary).write("profile.yaml", "description: A short note.\n");

        Profile note =
                new ProfileLoader().load(List.of(sample.path())).find("note").orElseThrow();

        assertThat(note.gate().accept()).isEqualTo(0.80);
        assertThat(note.recognition()).isEmpty();
        assertThat(note.step(Stage.SUMMARIZE).engines()).containsExactly(EngineChoice.of("model"));
        assertThat(note.step(Stage.SUMMARIZE).attempts()).isEqualTo(3);
        assertThat(note.step(Stage.SUMMARIZE).maxInputTokens()).isEmpty();
        assertThat(note.step(Stage.SUMMARIZE).similarExamples()).isEqualTo(3);
        assertThat(note.step(Stage.SUMMARIZE).reasoning()).isFalse();
    }

    @Test
    void readsWhichDocumentsAnEngineIsFor() throws IOException {
        SampleFolder sample = SampleFolder.in(temporary)
                .replace(
                        "profile.yaml",
                        "[model, offline]",
                        "[{engine: offline, when: {tokens_above: 10, languages: [de], tables: false}}, {engine: model, votes: 5}]");

        List<EngineChoice> engines = new ProfileLoader()
                .load(List.of(sample.path()))
                .find("note")
                .orElseThrow()
                .step(Stage.EXTRACT)
                .engines();

        assertThat(engines.getLast()).isEqualTo(new EngineChoice("model", 5, EngineChoice.Condition.ANY));
        EngineChoice.Condition when = engines.getFirst().when();
        assertThat(when.holds(new DocumentTraits(11, Optional.of("de"), false))).isTrue();
        assertThat(when.holds(new DocumentTraits(10, Optional.of("de"), false))).isFalse();
        assertThat(when.holds(new DocumentTraits(11, Optional.empty(), false))).isFalse();
        assertThat(when.holds(new DocumentTraits(11, Optional.of("de"), true))).isFalse();
    }

    @Test
    void knowsTablesByTheirRows() {
        String table = "a\tb\tc\n".repeat(3);
        assertThat(DocumentTraits.of("Prices\n" + table, Optional.empty()).tables())
                .isTrue();
        assertThat(DocumentTraits.of("a\tb\tc\nwords and words\tand\n", Optional.empty())
                        .tables())
                .isFalse();
    }

    @Test
    void knowsEnginesOfTheConfiguration() throws IOException {
        SampleFolder sample = SampleFolder.in(temporary).replace("profile.yaml", "[model, offline]", "[strong]");

        Profiles profiles = new ProfileLoader(Set.of("model", "offline", "strong")).load(List.of(sample.path()));

        assertThat(profiles.find("note").orElseThrow().step(Stage.EXTRACT).engines())
                .containsExactly(EngineChoice.of("strong"));
    }

    @Test
    void fillsPromptsInWithoutEscaping() throws IOException {
        SampleFolder sample =
                SampleFolder.in(temporary).replace("categories.yaml", "Something to do.", "\"Do <this> & 'that'.\"");
        Profile note =
                new ProfileLoader().load(List.of(sample.path())).find("note").orElseThrow();

        assertThat(note.instructions(Stage.CLASSIFY)).isEqualTo("""
                        Read the note: A short note.
                        - task: Do <this> & 'that'.
                        - idea: Something to think about.
                        Remember the milk. => task""");
        assertThat(note.instructions(Stage.EXTRACT)).endsWith("Remember the milk. => {\"due\":null,\"code\":\"07\"}");
        assertThat(note.instructions(Stage.SUMMARIZE)).endsWith("Something to think about.");
    }

    private Profile load() throws IOException {
        Path folder = SampleFolder.in(temporary).path();
        return new ProfileLoader().load(List.of(folder)).find("note").orElseThrow();
    }
}
