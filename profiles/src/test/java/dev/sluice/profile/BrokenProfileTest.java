package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokenProfileTest {
    @TempDir
    private Path temporary;

    private SampleFolder sample;

    @BeforeEach
    void writeGoodProfile() throws IOException {
        sample = SampleFolder.in(temporary);
    }

    @Test
    void listsEveryMistakeOfEveryFile() throws IOException {
        sample.replace("profile.yaml", "accept: 0.9", "accept: 9")
                .replace("profile.yaml", "attempts: 2", "attempts: 99")
                .replace("categories.yaml", "label: idea", "label: task")
                .replace("fields.schema.json", "\"format\": \"date\"", "\"format\": \"dat\"")
                .replace("classify.md", "{{profile}}", "{{profil}} {{nothing}}")
                .delete("summarize.md");

        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).startsWith("profile.yaml:10: gate.accept is 9. Set it to a number"),
                        fault ->
                                assertThat(fault).startsWith("profile.yaml:8: steps.extract.attempts is 99. Set it to"),
                        fault -> assertThat(fault)
                                .startsWith("categories.yaml:7: categories.1.label is task for a second"),
                        fault -> assertThat(fault)
                                .startsWith("fields.schema.json:7: /properties/due/format is no known"),
                        fault -> assertThat(fault).startsWith("classify.md:7: there is no variable profil."),
                        fault -> assertThat(fault).startsWith("classify.md:7: there is no variable nothing."),
                        fault -> assertThat(fault).startsWith("summarize.md: the file is missing."));
    }

    @Test
    void aBudgetIsAnAmountOfDollars() throws IOException {
        sample.replace(
                "profile.yaml", "accept: 0.9", "accept: 0.9\nbudget: {hour: -1, day: much, document: 0.0000001}");

        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:11: budget.hour is -1. Set it to US dollars from 0"),
                        fault -> assertThat(fault).startsWith("profile.yaml:11: budget.day is \"much\". Set it to"),
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:11: budget.document is")
                                .contains("Give at most six decimals"));
    }

    @Test
    void checksTheGoldenSetLikeTheExamples() throws IOException {
        sample.write("golden/bread.yaml", """
                text: Remember the bread.
                fields:
                  due: tomorrow
                label: chore
                """);

        assertThatThrownBy(() -> new ProfileLoader().loadWithGolden(List.of(sample.path())))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("golden/bread.yaml:3: fields/due is \"tomorrow\"; it must be a date")
                .hasMessageContaining("golden/bread.yaml:4: label is chore, which is no category");
    }

    @Test
    void aBrokenGoldenSetStopsNoStart() throws IOException {
        sample.write("golden/bread.yaml", "text: Remember the bread.\n");

        assertThat(new ProfileLoader().load(List.of(sample.path())).find("note"))
                .isPresent();
    }

    @Test
    void refusesReasoningThatIsNeitherTrueNorFalse() throws IOException {
        sample.replace("profile.yaml", "    attempts: 2", "    attempts: 2\n    reasoning: often");

        assertThat(sample.faults())
                .containsExactly("profile.yaml:9: steps.extract.reasoning is \"often\". Set it to true or false.");
    }

    @Test
    void refusesExamplesThatCannotBeChosen() throws IOException {
        sample.replace("profile.yaml", "attempts: 2", "examples: {similar: 11, simlar: 2}");

        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:8: steps.extract.examples.similar is 11. Set it to a whole"),
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:8: steps.extract.examples.simlar is not a key here."));
    }

    @Test
    void messageIsForPeople() throws IOException {
        sample.replace("profile.yaml", "accept: 0.9", "accept: 9");

        assertThatThrownBy(() -> new ProfileLoader().load(List.of(sample.path())))
                .isInstanceOf(ProfileException.class)
                .hasMessage("1 mistake in the profiles:\n  " + sample.path()
                        + "/profile.yaml:10: gate.accept is 9. Set it to a number from 0.0 to 1.0.");
    }

    @Test
    void refusesUnknownKeyAndNamesThoseThatExist() throws IOException {
        sample.replace("profile.yaml", "attempts: 2", "atempts: 2").replace("categories.yaml", "keywords:", "words:");

        assertThat(sample.faults())
                .containsExactly(
                        "profile.yaml:8: steps.extract.atempts is not a key here. Correct or remove it; there are"
                                + " attempts, engines, examples, max_input_tokens, reasoning.",
                        "categories.yaml:4: categories.0.words is not a key here. Correct or remove it; there are"
                                + " critical, description, keywords, label.");
    }

    @Test
    void refusesStepThatNoModelRuns() throws IOException {
        sample.replace("profile.yaml", "  extract:", "  gate:");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("profile.yaml:6: steps.gate is not a key here.");
    }

    @Test
    void refusesEngineThatIsNotConfigured() throws IOException {
        sample.replace("profile.yaml", "[model, offline]", "[model, gpt]");

        assertThat(sample.faults())
                .containsExactly("profile.yaml:7: steps.extract.engines.1.engine is gpt, which is no engine. Use model,"
                        + " offline, or add it to the configuration.");
    }

    @Test
    void refusesEnginesThatLeaveSomeDocumentsNone() throws IOException {
        sample.replace("profile.yaml", "[model, offline]", "[{engine: model, when: {tokens_below: 500}}]");

        assertThat(sample.faults())
                .containsExactly("profile.yaml:7: steps.extract.engines has a condition for every engine, so some"
                        + " documents would have none. End the list with an engine without when.");
    }

    @Test
    void refusesVotesThatCannotBeCounted() throws IOException {
        sample.replace("profile.yaml", "[model, offline]", "[{engine: model, votes: 99}, {engine: offline, votes: 3}]");

        assertThat(sample.faults())
                .containsExactly(
                        "profile.yaml:7: steps.extract.engines.0.votes is 99. Set it to a whole number from 1 to 15.",
                        "profile.yaml:7: steps.extract.engines.1.votes makes no sense for offline, which always answers"
                                + " the same. Remove it.");
    }

    @Test
    void tellsWhereYamlIsMalformed() throws IOException {
        sample.replace("profile.yaml", "  extract:", "  extract: [");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .matches("(?s)profile.yaml:\\d+: the file cannot be read: .*");
    }

    @Test
    void refusesKeyThatIsThereTwice() throws IOException {
        sample.replace("profile.yaml", "gate:", "description: Another.\ngate:");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("profile.yaml:9: the file cannot be read: Duplicate");
    }

    @Test
    void refusesAliasThatWouldBeReadAsItsName() throws IOException {
        sample.replace("categories.yaml", "Something to do.", "&what Something to do.")
                .replace("categories.yaml", "Something to think about.", "*what");

        assertThat(sample.faults())
                .containsExactly("categories.yaml:8: an alias (*) is not supported. Repeat the value.");
    }

    @Test
    void refusesValueOfTheWrongKind() throws IOException {
        sample.replace("profile.yaml", "description: A short note.", "description: 5")
                .replace("profile.yaml", "[model, offline]", "model")
                .replace("profile.yaml", "  - media_type: text/x-note", "  - metadata: none");

        assertThat(sample.faults())
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("profile.yaml:1: description must be a text"),
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:3: recognition.0.metadata must be a mapping"),
                        fault -> assertThat(fault).startsWith("profile.yaml:7: steps.extract.engines must be a list"));
    }

    @Test
    void refusesPatternThatCouldBacktrack() throws IOException {
        sample.replace("profile.yaml", "(?i)remember", "(?=remember)");

        assertThat(sample.faults())
                .containsExactly(
                        "profile.yaml:4: recognition.0.text is no regular expression: invalid or unsupported Perl"
                                + " syntax `(?=`. Use RE2 syntax, which has no look-around and no back-references.");
    }

    @Test
    void refusesRuleThatClaimsEverything() throws IOException {
        sample.replace("profile.yaml", "  - media_type: text/x-note\n    text: (?i)remember\n", "  - {}\n");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("profile.yaml:3: recognition.0 has no condition");
    }

    @Test
    void refusesFileThatIsNoProfileFile() throws IOException {
        sample.write("extrcat.md", "")
                .write(".hidden", "")
                .write("golden/one.yaml", "")
                .write("README.md", "");

        assertThat(sample.faults()).singleElement().asString().startsWith("extrcat.md: a profile has no such file.");
    }

    @Test
    void refusesFileThatIsNotUtf8() throws IOException {
        Files.write(sample.path().resolve("categories.yaml"), "Ümläut".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(sample.faults()).containsExactly("categories.yaml: the file is not UTF-8. Save it as UTF-8.");
    }

    @Test
    void refusesEmptyFile() throws IOException {
        sample.write("categories.yaml", "# nothing yet\n");

        assertThat(sample.faults()).singleElement().asString().startsWith("categories.yaml: the file is empty.");
    }

    @Test
    void refusesFolderWhoseNameIsNoProfileName() throws IOException {
        Path renamed = Files.move(sample.path(), temporary.resolve("My Notes"));

        assertThatThrownBy(() -> new ProfileLoader().load(List.of(renamed)))
                .hasMessageContaining("My Notes: the folder's name cannot be a profile's. Use a lower-case letter");
    }

    @Test
    void refusesFolderThatDoesNotExistOrHoldsNone() throws IOException {
        Path missing = temporary.resolve("missing");
        Path empty = Files.createDirectory(temporary.resolve("empty"));

        assertThatThrownBy(() -> new ProfileLoader().load(List.of(missing, empty)))
                .hasMessageContaining(missing + ": there is no such folder.")
                .hasMessageContaining(empty + ": the folder holds no profile.");
    }

    @Test
    void refusesCategoriesThatCannotBeTold() throws IOException {
        sample.replace("categories.yaml", "description: Something to do.", "description: ' '")
                .replace("categories.yaml", "remember: 3", "remember: 0")
                .replace("categories.yaml", "To Do: 2", "REMEMBER: 2");

        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("categories.yaml:3: categories.0.description must be a text"),
                        fault ->
                                assertThat(fault).startsWith("categories.yaml:5: categories.0.keywords.remember is 0."),
                        fault -> assertThat(fault)
                                .startsWith("categories.yaml:6: categories.0.keywords.REMEMBER is there"));
    }

    @Test
    void refusesEmptyListOfCategories() throws IOException {
        sample.write("categories.yaml", "categories: []\n").replace("examples/milk.yaml", "label: task\n", "");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("categories.yaml:1: categories names no category.");
    }
}
