package dev.sluice.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice profiles} and {@code sluice prompts}. */
class ProfileCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path kinds;

    private Path ticket;

    @BeforeEach
    void makeProfile() {
        ticket = kinds.resolve("ticket");
        assertThat(run("profiles", "new", "ticket", "--in", kinds.toString())).isZero();
        out.reset();
    }

    @Test
    void checkTellsFileLineAndRemedyOfEveryMistake() throws Exception {
        replace("profile.yaml", "accept: 0.80", "accept: 80");
        replace("golden/first.yaml", "label: routine", "label: daily");

        assertThat(run("profiles", "check", ticket.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).isEqualTo("""
                FOLDER/profile.yaml:10: gate.accept is 80. Set it to a number from 0.0 to 1.0.
                FOLDER/golden/first.yaml:9: label is daily, which is no category. Use one of urgent, routine.
                2 mistakes
                """.replace("FOLDER", ticket.toString()));
    }

    @Test
    void checkNamesAFolderThatDoesNotExist() {
        assertThat(run("profiles", "check", kinds.resolve("nowhere").toString()))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("nowhere: there is no such folder. Correct");
    }

    @Test
    void checkIsContentWithWhatNewMade() {
        assertThat(run("profiles", "check", kinds.toString())).isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo(ticket + ": no mistakes (2 fields, 2 labels, 1 example, 1 golden document)\n");
    }

    @Test
    void checkLooksAtTheFolderThatTheConfigurationNames() throws Exception {
        replace("profile.yaml", "accept: 0.80", "accept: 80");

        assertThat(run("profiles", "check", "--set", "profiles.dir=" + kinds)).isEqualTo(1);
    }

    @Test
    void checkKnowsTheEnginesThatTheConfigurationNames() throws Exception {
        replace("profile.yaml", "engines: [model]", "engines: [strong]");

        assertThat(run("profiles", "check", kinds.toString())).isEqualTo(1);
        assertThat(run(
                        "profiles",
                        "check",
                        kinds.toString(),
                        "--set",
                        "llm.base.url=http://127.0.0.1:1",
                        "--set",
                        "llm.engines=strong"))
                .as(out.toString(UTF_8))
                .isZero();
    }

    @Test
    void checkOfTheBuiltInProfilesFindsNothing() {
        assertThat(run("profiles", "check")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("builtin/contract: no mistakes", "builtin/support-email: no mistakes")
                .hasLineCount(5);
    }

    @Test
    void newOverwritesNothing() throws Exception {
        Files.writeString(ticket.resolve("profile.yaml"), "mine");

        assertThat(run("profiles", "new", "ticket", "--in", kinds.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .isEqualTo("sluice: " + ticket
                        + " exists and is left as it is. Choose another name, or another --in DIR.\n");
        assertThat(ticket.resolve("profile.yaml")).hasContent("mine");
    }

    @Test
    void newRefusesANameThatNoProfileCanHave() {
        assertThat(run("profiles", "new", "My Ticket", "--in", kinds.toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("sluice: 'My Ticket' cannot be a profile's name. Use a lower-case");
    }

    @Test
    void listShowsBuiltInAndOwnProfiles() {
        assertThat(run("profiles", "list", "--in", kinds.toString())).isZero();
        assertThat(out.toString(UTF_8))
                .containsPattern("review +builtin/review +positive, negative, mixed\n")
                .containsPattern("ticket +" + ticket + " +urgent, routine\n");
    }

    @Test
    void renderRefusesAStepThatAsksNoModel() {
        assertThat(run("prompts", "render", "ticket", "gate", "x.txt")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("expected extract, summarize, classify, combined, not gate");
    }

    @Test
    void renderSaysWhyAFileIsNotRead() throws Exception {
        Path broken = Files.createFile(kinds.resolve("empty.txt"));

        assertThat(run("prompts", "render", "general", "extract", broken.toString()))
                .isEqualTo(1);
        assertThat(run("prompts", "render", "general", "extract", "nowhere.txt"))
                .isEqualTo(1);
        Path good = Files.writeString(kinds.resolve("t.txt"), "Subject: Roof");
        assertThat(run("prompts", "render", "nothing", "extract", good.toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("sluice: There is no readable file nowhere.txt.", "\"nothing\"", "support-email")
                .hasLineCount(3);
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
        out.reset();
        assertThat(run(
                        "prompts",
                        "render",
                        "ticket",
                        step,
                        file.toString(),
                        "--in",
                        kinds.toString(),
                        "--set",
                        "llm.model=test-model"))
                .as(err.toString(UTF_8))
                .isZero();
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private void replace(String file, String old, String replacement) throws IOException {
        Path path = ticket.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, replacement));
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(screen(out), screen(err));
        return Sluice.commandLine(terminal, "sluice", Map.of()).execute(arguments);
    }

    private static Screen screen(ByteArrayOutputStream bytes) {
        return new Screen(new PrintStream(bytes, true, UTF_8), 80, Style.PLAIN);
    }
}
