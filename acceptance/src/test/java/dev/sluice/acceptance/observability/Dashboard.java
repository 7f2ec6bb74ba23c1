package dev.sluice.acceptance.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A dashboard of Grafana, as its file has it. */
record Dashboard(String name, JsonNode json) {
    private static final Path FOLDER = Path.of("..", "observability", "grafana", "dashboards");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
    private static final String INTERVAL = "$__rate_interval";

    static List<Dashboard> all() throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<Dashboard> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                dashboards.add(new Dashboard(String.valueOf(file.getFileName()), mapper.readTree(file.toFile())));
            }
        }
        return dashboards;
    }

    List<JsonNode> panels() {
        return json.path("panels").valueStream().toList();
    }

    /** The variables that people choose values of. */
    List<JsonNode> variables() {
        return json.path("templating").path("list").valueStream().toList();
    }

    /** What its panels and variables ask, where every variable may have any value, but must have one. */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (JsonNode variable : variables()) {
            Matcher values =
                    LABEL_VALUES.matcher(variable.path("query").path("query").asText());
            if (values.matches()) {
                String where = name + ", variable " + variable.path("name").asText();
                questions.add(Question.of(where, new PromQl(values.group(1)), "{{" + values.group(2) + "}}"));
            }
        }
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                questions.add(Question.of(
                        name + ", " + panel.path("title").asText(),
                        new PromQl(chosen(target.path("expr").asText())),
                        target.path("legendFormat").asText()));
            }
        }
        return questions;
    }

    private String chosen(String expression) {
        String chosen = expression.replace(INTERVAL, "30s");
        for (JsonNode variable : variables()) {
            chosen = chosen.replace("$" + variable.path("name").asText(), ".+");
        }
        return chosen;
    }
}
