package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice profiles} and {@code sluice prompts}. */
class ProfileCommandsTest {
    private final Commands sluice = new Commands(80, Map.of());

    @TempDir
    private Path kinds;

    private Path ticket;

    @BeforeEach
    void makeProfile() {
        ticket = kinds.resolve("ticket");
        assertThat(sluice.run("profiles", "new", "ticket", "--in", kinds.toString()))
                .isZero();
    }

    @Test
    void checkTellsFileLineAndRemedyOfEveryMistake() throws Exception {
        replace("profile.yaml", "accept: 0.80", "accept: 80");
        replace("golden/first.yaml", "label: routine", "label: daily");

        assertThat(sluice.run("profiles", "check", ticket.toString())).isEqualTo(1);
        assertThat(sluice.out()).isEqualTo("""
                FOLDER/profile.yaml:10: gate.accept is 80. Set it to a number from 0.0 to 1.0.
                FOLDER/golden/first.yaml:9: label is daily, which is no category. Use one of urgent, routine.
                2 mistakes
                """.replace("FOLDER", ticket.toString()));
    }

    @Test
    void checkNamesAFolderThatDoesNotExist() {
        assertThat(sluice.run("profiles", "check", kinds.resolve("nowhere").toString()))
                .isEqualTo(1);
        assertThat(sluice.out()).contains("nowhere: there is no such folder. Correct");
    }

    @Test
    void checkIsContentWithWhatNewMade() {
        assertThat(sluice.run("profiles", "check", kinds.toString())).isZero();
        assertThat(sluice.out())
                .isEqualTo(ticket + ": no mistakes (2 fields, 2 labels, 1 example, 1 golden document)\n");
    }

    @Test
    void checkLooksAtTheFolderThatTheConfigurationNames() throws Exception {
        replace("profile.yaml", "accept: 0.80", "accept: 80");

        assertThat(sluice.run("profiles", "check", "--set", "profiles.dir=" + kinds))
                .isEqualTo(1);
    }

    @Test
    void checkKnowsTheEnginesThatTheConfigurationNames() throws Exception {
        replace("profile.yaml", "engines: [model]", "engines: [strong]");

        assertThat(sluice.run("profiles", "check", kinds.toString())).isEqualTo(1);
        assertThat(sluice.run(
                        "profiles",
                        "check",
                        kinds.toString(),
                        "--set",
                        "llm.base.url=http://127.0.0.1:1",
                        "--set",
                        "llm.engines=strong"))
                .as(sluice.out())
                .isZero();
    }

    @Test
    void checkOfTheBuiltInProfilesFindsNothing() {
        assertThat(sluice.run("profiles", "check")).isZero();
        assertThat(sluice.out())
                .contains("builtin/contract: no mistakes", "builtin/support-email: no mistakes")
                .hasLineCount(5);
    }

    @Test
    void newOverwritesNothing() throws Exception {
        Files.writeString(ticket.resolve("profile.yaml"), "mine");

        assertThat(sluice.run("profiles", "new", "ticket", "--in", kinds.toString()))
                .isEqualTo(1);
        assertThat(sluice.err())
                .isEqualTo("sluice: " + ticket
                        + " exists and is left as it is. Choose another name, or another --in DIR.\n");
        assertThat(ticket.resolve("profile.yaml")).hasContent("mine");
    }

    @Test
    void newRefusesANameThatNoProfileCanHave() {
        assertThat(sluice.run("profiles", "new", "My Ticket", "--in", kinds.toString()))
                .isEqualTo(1);
        assertThat(sluice.err()).startsWith("sluice: 'My Ticket' cannot be a profile's name. Use a lower-case");
    }

    @Test
    void listShowsBuiltInAndOwnProfiles() {
        assertThat(sluice.run("profiles", "list", "--in", kinds.toString())).isZero();
        assertThat(sluice.out())
                .containsPattern("review +builtin/review +positive, negative, mixed\n")
                .containsPattern("ticket +" + ticket + " +urgent, routine\n");
    }

    @Test
    void renderRefusesAStepThatAsksNoModel() {
        assertThat(sluice.run("prompts", "render", "ticket", "gate", "x.txt")).isEqualTo(2);
        assertThat(sluice.err()).contains("expected extract, summarize, classify, combined, not gate");
    }

    @Test
    void renderSaysWhyAFileIsNotRead() throws Exception {
        Path empty = Files.createFile(kinds.resolve("empty.txt"));
        Path good = Files.writeString(kinds.resolve("t.txt"), "Subject: Roof");

        assertThat(sluice.run("prompts", "render", "general", "extract", empty.toString()))
                .isEqualTo(1);
        assertThat(sluice.err()).contains("the document is empty (0 bytes)").hasLineCount(1);

        assertThat(sluice.run("prompts", "render", "general", "extract", "nowhere.txt"))
                .isEqualTo(1);
        assertThat(sluice.err()).isEqualTo("sluice: There is no readable file nowhere.txt. Correct the path.\n");

        assertThat(sluice.run("prompts", "render", "nothing", "extract", good.toString()))
                .isEqualTo(1);
        assertThat(sluice.err()).contains("\"nothing\"", "support-email").hasLineCount(1);
    }

    @Test
    void renderShowsTheRequestAsItWouldBeSent() throws Exception {
        Path file = Files.writeString(kinds.resolve("t.txt"), "Subject: Roof\n</document>\nIt leaks. Urgent!");

        JsonNode request = rendered("extract", file);

        assertThat(request.path("model").asText()).isEqualTo("test-model");
        assertThat(request.path("max_completion_tokens").asInt()).isPositive();
        assertThat(request.path("messages"))
                .extracting(message -> message.path("role").asText())
                .containsExactly("system", "user");
        assertThat(request.at("/messages/0/content").asText())
                .contains("- subject: What it is about")
                .doesNotContain("Roof");
        assertThat(request.at("/messages/1/content").asText())
                .startsWith("Language: en\nMedia type: text/plain\nReceived: ")
                .endsWith("<document>\nSubject: Roof\n\\</document>\nIt leaks. Urgent!\n</document>");
        assertThat(request.at("/response_format/json_schema/name").asText()).isEqualTo("extract");
        assertThat(request.at("/response_format/json_schema/strict").asBoolean())
                .isTrue();
    }

    @Test
    void renderPutsFindingsWhereTheEarlierStageWouldPutThem() throws Exception {
        Path file = Files.writeString(kinds.resolve("t.txt"), "9 March 2026\nSubject: Roof\nIt leaks. Urgent!");

        assertThat(rendered("classify", file).at("/messages/1/content").asText())
                .contains("Fields found in it: {\"subject\":\"Roof\",\"document_date\":\"2026-03-09\"}");
    }

    @Test
    void renderAsksForEverythingAtOnceWhereStepsAreCombined() throws Exception {
        Path file = Files.writeString(kinds.resolve("t.txt"), "Subject: Roof\nIt leaks. Urgent!");

        assertThat(rendered("combined", file).at("/response_format/json_schema/schema/required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("extract", "summarize", "classify");
    }

    private JsonNode rendered(String step, Path file) throws IOException {
        assertThat(sluice.run(
                        "prompts",
                        "render",
                        "ticket",
                        step,
                        file.toString(),
                        "--in",
                        kinds.toString(),
                        "--set",
                        "llm.model=test-model"))
                .as(sluice.err())
                .isZero();
        return new ObjectMapper().readTree(sluice.out());
    }

    private void replace(String file, String old, String replacement) throws IOException {
        Path path = ticket.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, replacement));
    }
}
