package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sluice eval}. */
class EvalCommandTest {
    private final Commands sluice = new Commands(100, Map.of());

    @TempDir
    private Path folder;

    @Test
    void namesTheProfilesThatExist() {
        assertThat(sluice.run("eval", "reviews")).isEqualTo(1);
        assertThat(sluice.err())
                .isEqualTo("sluice: There is no profile reviews. Use one of contract, general, invoice, review,"
                        + " support-email, or name the folder of your own with --set profiles.dir=DIR.\n");
    }

    @Test
    void saysThatASetIsEmpty() throws Exception {
        Path file = Files.writeString(folder.resolve("none.jsonl"), "\n");

        assertThat(sluice.run("eval", "review", "--documents", file.toString())).isEqualTo(1);
        assertThat(sluice.err()).contains(file + " holds no documents.");

        assertThat(sluice.run("eval", "review", "--documents", "nowhere.jsonl")).isEqualTo(1);
        assertThat(sluice.err()).contains("no readable file nowhere.jsonl");
    }

    @Test
    void tellsFileLineAndRemedyOfEachBadLine() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), """
                {"text": "Good food", "label": "positive"}
                {"text": "Bad food"
                {"text": "Bad food", "label": "dreadful"}
                {"text": "Bad food", "fields": {"rating": "one"}, "labels": 1}
                """);

        assertThat(sluice.run("eval", "review", "--documents", file.toString())).isEqualTo(1);
        assertThat(sluice.err())
                .contains(
                        file + ":2: is not JSON: ",
                        file + ":3: label is dreadful, which is no category. Use one of positive, negative, mixed.",
                        file + ":4: labels is unknown. Use text, fields, label and name.",
                        file + ":4: fields/rating ");
        assertThat(sluice.out()).isEmpty();
    }

    @Test
    void failsWhenAThresholdIsMissed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("one.jsonl"),
                "{\"text\": \"Terrible. The waiter was rude. 1 out of 5 stars.\", \"label\": \"positive\"}");

        assertThat(sluice.run("eval", "review", "--documents", file.toString(), "--min-label-accuracy", "0.5"))
                .isEqualTo(1);
        assertThat(sluice.err()).isEqualTo("missed: The label accuracy is 0.00, below the 0.50 that is asked for.\n");
        assertThat(sluice.run("eval", "review", "--documents", file.toString())).isZero();
    }

    @Test
    void refusesCombinedStepsWithoutAModel() {
        assertThat(sluice.run("eval", "review", "--steps", "combined")).isEqualTo(1);
        assertThat(sluice.err()).contains("The offline rules have no combined steps. Set llm.base.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "general", "invoice", "review", "support-email"})
    void measuresTheBuiltInProfilesOffline(String profile) throws IOException {
        assertThat(sluice.run("eval", profile, "--json", "--min-label-accuracy", "0.75"))
                .as(sluice.err())
                .isZero();

        JsonNode scores = json();
        assertThat(scores.path("documents").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(scores.at("/all_fields/f1").asDouble()).isGreaterThan(0.5);
        assertThat(scores.at("/spend/calls").asInt()).isZero();
        assertThat(scores.at("/spend/cost_micros").asLong(-1)).isZero();
    }

    @Test
    void printsAReportForPeople() {
        assertThat(sluice.run("eval", "review")).isZero();
        assertThat(sluice.out())
                .startsWith("review: 8 documents of builtin/review/golden\nEngine: offline rules")
                .containsPattern("all fields +\\d+ ")
                .containsPattern("Labels: \\d of 8 right")
                .contains("expected calibration error 0.", "Held: ", "calls per document");
    }

    @Test
    void comparesCombinedStepsWithTheChain() throws Exception {
        assertThat(sluice.run(
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
                .as(sluice.err())
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
        assertThat(sluice.run(
                        "eval",
                        "support-email",
                        "--llm",
                        "simulated",
                        "--compare",
                        "steps=combined",
                        "--documents",
                        mails().toString()))
                .isZero();
        assertThat(sluice.out())
                .containsPattern("FIGURE +A +B +B - A\n")
                .containsPattern("calls per document +3.00 +1.00 +-2.00\n")
                .contains("B: steps=combined", "Cost unknown");
    }

    @Test
    void refusesStepsThatItDoesNotKnow() {
        assertThat(sluice.run("eval", "review", "--compare", "steps=both")).isEqualTo(1);
        assertThat(sluice.err()).contains("Give steps=chain or steps=combined.");
    }

    @Test
    void refusesACountOfExamplesThatIsNone() {
        assertThat(sluice.run("eval", "review", "--compare", "examples=few")).isEqualTo(1);
        assertThat(sluice.err()).contains("such as examples=0.");

        assertThat(sluice.run("eval", "review", "--examples", "11")).isEqualTo(1);
        assertThat(sluice.err()).contains("Give a number from 0 to 10.");
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

        assertThat(sluice.run(
                        "eval",
                        "support-email",
                        "--documents",
                        mails.toString(),
                        "--corrections",
                        corrected.toString(),
                        "--compare",
                        "examples=0",
                        "--json"))
                .as(sluice.err())
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
        return new ObjectMapper().readTree(sluice.out());
    }
}
