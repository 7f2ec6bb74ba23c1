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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sluice eval}. */
class EvalCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void namesTheProfilesThatExist() {
        assertThat(run("eval", "reviews")).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .isEqualTo("sluice: There is no profile reviews. Use one of contract, general, invoice, review,"
                        + " support-email, or name the folder of your own with --set profiles.dir=DIR.\n");
    }

    @Test
    void saysThatASetIsEmpty() throws Exception {
        Path file = Files.writeString(folder.resolve("none.jsonl"), "\n");

        assertThat(run("eval", "review", "--documents", file.toString())).isEqualTo(1);
        assertThat(run("eval", "review", "--documents", "nowhere.jsonl")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains(file + " holds no documents.", "no readable file nowhere.jsonl");
    }

    @Test
    void tellsFileLineAndRemedyOfEachBadLine() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), """
                {"text": "Good food", "label": "positive"}
                {"text": "Bad food"
                {"text": "Bad food", "label": "dreadful"}
                {"text": "Bad food", "fields": {"rating": "one"}, "labels": 1}
                """);

        assertThat(run("eval", "review", "--documents", file.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains(
                        file + ":2: is not JSON: ",
                        file + ":3: label is dreadful, which is no category. Use one of positive, negative, mixed.",
                        file + ":4: labels is unknown. Use text, fields, label and name.",
                        file + ":4: fields/rating ");
        assertThat(out.size()).isZero();
    }

    @Test
    void failsWhenAThresholdIsMissed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("one.jsonl"),
                "{\"text\": \"Terrible. The waiter was rude. 1 out of 5 stars.\", \"label\": \"positive\"}");

        assertThat(run("eval", "review", "--documents", file.toString(), "--min-label-accuracy", "0.5"))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .isEqualTo("missed: The label accuracy is 0.00, below the 0.50 that is asked for.\n");
        assertThat(run("eval", "review", "--documents", file.toString())).isZero();
    }

    @Test
    void refusesCombinedStepsWithoutAModel() {
        assertThat(run("eval", "review", "--steps", "combined")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("The offline rules have no combined steps. Set llm.base.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "general", "invoice", "review", "support-email"})
    void measuresTheBuiltInProfilesOffline(String profile) throws IOException {
        assertThat(run("eval", profile, "--json", "--min-label-accuracy", "0.75"))
                .as(err.toString(UTF_8))
                .isZero();

        JsonNode scores = json();
        assertThat(scores.path("documents").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(scores.at("/all_fields/f1").asDouble()).isGreaterThan(0.5);
        assertThat(scores.at("/spend/calls").asInt()).isZero();
        assertThat(scores.at("/spend/cost_micros").asLong(-1)).isZero();
    }

    @Test
    void printsAReportForPeople() {
        assertThat(run("eval", "review")).isZero();
        assertThat(out.toString(UTF_8))
                .startsWith("review: 8 documents of builtin/review/golden\nEngine: offline rules")
                .containsPattern("all fields +\\d+ ")
                .containsPattern("Labels: \\d of 8 right")
                .contains("expected calibration error 0.", "Held: ", "calls per document");
    }

    @Test
    void comparesCombinedStepsWithTheChain() throws Exception {
        assertThat(run(
                        "eval",
                        "support-email",
                        "--llm",
                        "simulated",
                        "--steps",
                        "chain",
                        "--compare",
                        "steps=combined",
                        "--documents",
                        mails().toString(),
                        "--json"))
                .as(err.toString(UTF_8))
                .isZero();

        JsonNode both = json();
        assertThat(both.at("/a/spend/calls").asInt()).isEqualTo(3);
        assertThat(both.at("/b/spend/calls").asInt()).isEqualTo(1);
        assertThat(both.at("/b/spend/input_tokens").asInt())
                .isPositive()
                .isLessThan(both.at("/a/spend/input_tokens").asInt());
        assertThat(both.at("/a/spend/cost_micros").isNull()).isTrue();
    }

    @Test
    void showsBothSideBySide() throws Exception {
        assertThat(run(
                        "eval",
                        "support-email",
                        "--llm",
                        "simulated",
                        "--compare",
                        "steps=combined",
                        "--documents",
                        mails().toString()))
                .isZero();
        assertThat(out.toString(UTF_8))
                .containsPattern("FIGURE +A +B +B - A\n")
                .containsPattern("calls per document +3.00 +1.00 +-2.00\n")
                .contains("B: steps=combined", "Cost unknown");
    }

    @Test
    void refusesStepsThatItDoesNotKnow() {
        assertThat(run("eval", "review", "--compare", "steps=both")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Give steps=chain or steps=combined.");
    }

    @Test
    void refusesACountOfExamplesThatIsNone() {
        assertThat(run("eval", "review", "--compare", "examples=few")).isEqualTo(1);
        assertThat(run("eval", "review", "--examples", "11")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("such as examples=0.", "Give a number from 0 to 10.");
    }

    @Test
    void learnsFromCorrectionsUnlessExamplesAreOff() throws Exception {
        Path corrected = Files.writeString(
                folder.resolve("corrected.jsonl"),
                "{\"text\": \"Hi, it buzzes like an angry wasp as soon as the dimmer is below half. Surely that is not how"
                        + " it should be. Dev\", \"label\": \"product_defect\"}");
        Path mails = Files.writeString(
                folder.resolve("buzz.jsonl"),
                "{\"text\": \"Hi, below half the dimmer buzzes like an angry wasp. That is surely not how it should be."
                        + " Cleo\", \"label\": \"product_defect\"}");

        assertThat(run(
                        "eval",
                        "support-email",
                        "--documents",
                        mails.toString(),
                        "--corrections",
                        corrected.toString(),
                        "--compare",
                        "examples=0",
                        "--json"))
                .as(err.toString(UTF_8))
                .isZero();

        assertThat(json().at("/a/labels/accuracy").asDouble()).isEqualTo(1);
        assertThat(json().at("/b/labels/accuracy").asDouble()).isZero();
    }

    private Path mails() throws IOException {
        return Files.writeString(
                folder.resolve("mails.jsonl"),
                "{\"text\": \"Hello, I ordered a lamp on 2026-11-03, order 12345, and it has still not arrived. Where is"
                        + " my parcel? Jane Doe\", \"label\": \"delivery_issue\"}");
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(screen(out), screen(err));
        return Sluice.commandLine(terminal, "sluice", Map.of()).execute(arguments);
    }

    private static Screen screen(ByteArrayOutputStream bytes) {
        return new Screen(new PrintStream(bytes, true, UTF_8), 100, Style.PLAIN);
    }
}
