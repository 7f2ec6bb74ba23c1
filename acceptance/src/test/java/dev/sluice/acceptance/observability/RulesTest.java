package dev.sluice.acceptance.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules are sound, every alert is tested, says what it must, and has its section in the runbook. */
final class RulesTest {
    private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (Sluice\\w+)$");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Pattern ASKED = Pattern.compile("ALERTS\\{alertname=\"(\\w+)\", alertstate=\"firing\"}");

    @Test
    void prometheusTakesThemWithItsConfiguration() throws Exception {
        Promtool.run("check", "config", "prometheus.yml");
    }

    @Test
    void alertsFireWhenTheyShould() throws Exception {
        Promtool.run("test", "rules", "rules.test.yml");
    }

    @Test
    void everyAlertIsTestedToFireAndNotTo() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        Set<String> silent = new TreeSet<>();
        for (JsonNode question : questions()) {
            String alert = asked(question);
            JsonNode answers = question.path("exp_samples");
            if (answers.isEmpty()) {
                silent.add(alert);
            }
            answers.forEach(answer -> labels.computeIfAbsent(alert, name -> new TreeSet<>())
                    .addAll(new PromQl(answer.path("labels").asText()).labels()));
        }

        List<String> alerts = Rule.alerts().stream().map(Rule::name).toList();
        assertThat(labels).as("tested to fire").containsOnlyKeys(alerts);
        assertThat(silent).as("tested not to").containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(Rule.alerts())
                .as("texts name labels that the alert has")
                .allSatisfy(alert -> assertThat(labels.get(alert.name())).containsAll(named(alert)));
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() throws IOException {
        assertThat(Rule.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn("warning", "critical");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook");
            assertThat(alert.annotations())
                    .containsEntry("runbook", "docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void everyAlertHasItsSectionInTheRunbook() throws IOException {
        List<String> sections = SECTION.matcher(Files.readString(RUNBOOK))
                .results()
                .map(section -> section.group(1))
                .toList();
        assertThat(sections)
                .containsExactlyElementsOf(
                        Rule.alerts().stream().map(Rule::name).toList());
    }

    private static Set<String> named(Rule alert) {
        Set<String> labels = new TreeSet<>();
        alert.annotations()
                .values()
                .forEach(text -> LABEL.matcher(text)
                        .results()
                        .map(label -> label.group(1))
                        .forEach(labels::add));
        return labels;
    }

    private static String asked(JsonNode question) {
        String expression = question.path("expr").asText();
        return ASKED.matcher(expression)
                .results()
                .map(MatchResult::group)
                .filter(expression::equals)
                .findFirst()
                .map(whole -> whole.substring(whole.indexOf('"') + 1, whole.indexOf("\",")))
                .orElseThrow(() -> new AssertionError("asks for something else than an alert: " + expression));
    }

    private static List<JsonNode> questions() throws IOException {
        JsonNode file =
                new YAMLMapper().readTree(Rule.FOLDER.resolve("rules.test.yml").toFile());
        return file.findValues("promql_expr_test").stream()
                .flatMap(questions -> questions.valueStream())
                .toList();
    }
}
