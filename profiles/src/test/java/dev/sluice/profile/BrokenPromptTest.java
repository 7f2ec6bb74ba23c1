package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokenPromptTest {
    @TempDir
    private Path temporary;

    private SampleFolder sample;

    @BeforeEach
    void writeGoodProfile() throws IOException {
        sample = SampleFolder.in(temporary);
    }

    @Test
    void refusesPromptWithoutFrontMatter() throws IOException {
        sample.write("extract.md", "Read it.\n");

        assertThat(sample.faults()).singleElement().asString().startsWith("extract.md:1: the front matter is missing.");
    }

    @Test
    void refusesASetOfPromptsWithAnythingElseInIt() throws IOException {
        sample.write("prompts/careful/extrac.md", "text");

        assertThat(sample.faults()).hasSize(2);
        assertThat(sample.faults())
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("prompts/careful/extrac.md: a set of prompts has no such file."));
        assertThat(sample.faults())
                .anySatisfy(fault -> assertThat(fault).startsWith("prompts/careful: the set of prompts is empty."));
    }

    @Test
    void refusesAMistakeInASetOfPrompts() throws IOException {
        sample.write("prompts/careful/extract.md", "Read it.\n");

        assertThat(sample.faults())
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("prompts/careful/extract.md:1: the front matter is missing."));
    }

    @Test
    void refusesFrontMatterThatDoesNotEnd() throws IOException {
        sample.write("extract.md", "---\nversion: x\n");

        assertThat(sample.faults()).singleElement().asString().startsWith("extract.md:1: the front matter is missing.");
    }

    @Test
    void refusesVersionThatTheChangeLogDoesNotKnow() throws IOException {
        sample.replace("extract.md", "version: \"1.0\"", "version: \"1.1\"");

        assertThat(sample.faults())
                .containsExactly(
                        "extract.md:4: changes has no entry for version 1.1. Add what this version changed: \"1.1:"
                                + " …\".");
    }

    @Test
    void refusesVersionThatYamlReadsAsNumber() throws IOException {
        sample.replace("extract.md", "version: \"1.0\"", "version: 1.10");

        assertThat(sample.faults())
                .contains("extract.md:2: version must be a text that is not blank, not 1.1. Write it in quotes.");
    }

    @Test
    void refusesPromptWithoutOwner() throws IOException {
        sample.replace("extract.md", "owner: me\n", "");

        assertThat(sample.faults()).singleElement().asString().startsWith("extract.md:2: owner is missing.");
    }

    @Test
    void refusesPromptThatSaysNothing() throws IOException {
        sample.write("extract.md", "---\nversion: a\nowner: me\nchanges: {a: First.}\n---\n\n");

        assertThat(sample.faults()).singleElement().asString().startsWith("extract.md:6: the prompt is empty.");
    }

    @Test
    void findsUnknownVariableInListThatHappensToBeEmpty() throws IOException {
        sample.replace("summarize.md", "{{text}}", "{{texxt}}");

        assertThat(sample.faults())
                .containsExactly(
                        "summarize.md:12: there is no variable texxt. Correct or remove it; there are categories,"
                                + " description, examples, fields, profile.");
    }

    @Test
    void findsUnknownVariableForTheCaseOfNoElements() throws IOException {
        sample.replace("summarize.md", "{{#examples}}\n", "{{^examples}}{{none}}{{/examples}}\n{{#examples}}\n");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("summarize.md:11: there is no variable none.");
    }

    @Test
    void findsUnknownList() throws IOException {
        sample.replace("summarize.md", "{{#categories}}", "{{#categoris}}")
                .replace("summarize.md", "{{/categories}}", "{{/categoris}}");

        assertThat(sample.faults())
                .anySatisfy(fault -> assertThat(fault).startsWith("summarize.md:8: there is no variable categoris."));
    }

    @Test
    void tellsWhereTemplateDoesNotCompile() throws IOException {
        sample.replace("extract.md", "{{/categories}}", "{{/category}}");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("extract.md:10: the template does not compile:");
    }

    @Test
    void refusesPartials() throws IOException {
        sample.replace("extract.md", "{{description}}\n{{#cat", "{{> other}}\n{{#cat");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("extract.md:7: the template does not compile: the partial");
    }

    @Test
    void doesNotReachIntoJavaObjects() throws IOException {
        sample.replace("extract.md", "{{profile}}", "{{profile.class.name}}");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith("extract.md:7: there is no variable profile.class.name.");
    }
}
