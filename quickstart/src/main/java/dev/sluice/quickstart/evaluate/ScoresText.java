package dev.sluice.quickstart.evaluate;

import dev.sluice.processor.evaluate.Calibration;
import dev.sluice.processor.evaluate.FieldScore;
import dev.sluice.processor.evaluate.HeldDocument;
import dev.sluice.processor.evaluate.LabelScore;
import dev.sluice.processor.evaluate.Mistake;
import dev.sluice.processor.evaluate.Scores;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.quickstart.terminal.Wrapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes what was measured to a screen. */
record ScoresText(Screen screen) {
    private static final int LONGEST_VALUE = 40;
    private static final int WIDEST = 200;

    /** All about one measurement. */
    void write(Scores scores) {
        fields(scores);
        labels(scores.labels());
        calibration("Fields", scores.fieldCalibration());
        calibration("Labels", scores.labelCalibration());
        mistakes(scores.mistakes());
        held(scores);
        figures(scores);
    }

    /** Two measurements of the same documents side by side. */
    void compare(String first, Scores one, String second, Scores other) {
        screen.line("A: " + first + " (" + one.engine() + ")");
        screen.line("B: " + second + " (" + other.engine() + ")");
        screen.gap();
        Table table = new Table("FIGURE", ">A", ">B", ">B - A");
        Map<String, Figure> figures = byName(one);
        Map<String, Figure> others = byName(other);
        // Both have the summary; the fields can differ, as the profiles can.
        Set<String> names = new LinkedHashSet<>(figures.keySet());
        names.addAll(others.keySet());
        for (String name : names) {
            Figure figure = figures.getOrDefault(name, Figure.none(name));
            Figure counterpart = others.getOrDefault(name, Figure.none(name));
            table.add(name, figure.shown(), counterpart.shown(), figure.difference(counterpart));
        }
        screen.lines(table.lines(screen.style()));
        cost(one.spend().costMicros().isEmpty() ? one : other);
    }

    private static Map<String, Figure> byName(Scores scores) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        Figure.all(scores).forEach(figure -> figures.put(figure.name(), figure));
        return figures;
    }

    private void fields(Scores scores) {
        Table table = new Table("FIELD", ">RIGHT", ">WRONG", ">SPURIOUS", ">MISSING", ">PRECISION", ">RECALL", ">F1");
        scores.fields().forEach((field, score) -> add(table, field, score));
        add(table, "all fields", scores.allFields());
        screen.lines(table.lines(screen.style()));
        screen.gap();
    }

    private static void add(Table table, String name, FieldScore score) {
        table.add(
                name,
                Integer.toString(score.right()),
                Integer.toString(score.wrong()),
                Integer.toString(score.spurious()),
                Integer.toString(score.missing()),
                share(score.precision()),
                share(score.recall()),
                share(score.f1()));
    }

    private void labels(LabelScore labels) {
        screen.line("Labels: " + labels.right() + " of " + labels.documents() + " right");
        TreeSet<String> found = new TreeSet<>(labels.confusion().keySet());
        labels.confusion().values().forEach(row -> found.addAll(row.keySet()));
        List<String> titles = new ArrayList<>(List.of("EXPECTED \\ FOUND"));
        found.forEach(label -> titles.add(">" + label));
        Table table = new Table(titles.toArray(String[]::new));
        for (Map.Entry<String, SortedMap<String, Integer>> row :
                labels.confusion().entrySet()) {
            List<String> cells = new ArrayList<>(List.of(row.getKey()));
            found.forEach(label -> cells.add(count(row.getValue().getOrDefault(label, 0))));
            table.add(cells.toArray(String[]::new));
        }
        screen.lines(table.lines(screen.style()));
        screen.gap();
    }

    private void calibration(String what, Calibration calibration) {
        screen.line(what + " by confidence; expected calibration error "
                + (calibration.expectedError().isEmpty()
                        ? "-"
                        : number(3, calibration.expectedError().getAsDouble())));
        Table table = new Table("CONFIDENCE", ">COUNT", ">MEAN", ">RIGHT");
        for (Calibration.Bin bin : calibration.bins()) {
            table.add(
                    number(1, bin.from()) + " to " + number(1, bin.from() + 0.1),
                    Integer.toString(bin.count()),
                    number(2, bin.confidence()),
                    number(2, bin.accuracy()));
        }
        screen.lines(table.lines(screen.style()));
        screen.gap();
    }

    private void mistakes(List<Mistake> mistakes) {
        if (mistakes.isEmpty()) {
            return;
        }
        Table table = new Table("NOT AS EXPECTED", "WHAT", "EXPECTED", "FOUND");
        mistakes.forEach(mistake ->
                table.add(mistake.document(), mistake.what(), fit(mistake.expected()), fit(mistake.found())));
        screen.lines(table.lines(screen.style()));
        screen.gap();
    }

    private void held(Scores scores) {
        String reasons = scores.heldByReason().entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        screen.line("Held: " + scores.held().size() + " of " + scores.documents()
                + (reasons.isEmpty() ? "" : " (" + reasons + ")"));
        scores.held().forEach(this::line);
        if (!scores.unfinished().isEmpty()) {
            screen.line(
                    screen.style().bad("Not finished: " + scores.unfinished().size()));
            scores.unfinished().forEach(this::line);
        }
        screen.gap();
    }

    private void line(HeldDocument document) {
        String text = document.name() + ": " + document.stage() + ": " + document.detail();
        screen.line("  " + Wrapped.fit(text, Math.min(screen.width(), WIDEST) - 2));
    }

    private void figures(Scores scores) {
        Table table = new Table("", ">");
        Figure.summary(scores).forEach(figure -> table.add(figure.name(), figure.shown()));
        screen.lines(table.lines(screen.style()));
        cost(scores);
    }

    private void cost(Scores scores) {
        if (scores.spend().costMicros().isEmpty()) {
            screen.line("Cost unknown: no price of the model is known.");
        }
    }

    private static String share(OptionalDouble share) {
        return share.isEmpty() ? "-" : number(2, share.getAsDouble());
    }

    private static String number(int decimals, double number) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    private static String count(int count) {
        return count == 0 ? "." : Integer.toString(count);
    }

    private static String fit(String value) {
        return value.isEmpty() ? "-" : Wrapped.fit(value, LONGEST_VALUE);
    }
}
