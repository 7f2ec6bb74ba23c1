package dev.sluice.quickstart.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns, two blanks apart; a column's width is that of its widest cell. Not thread-safe. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right;

    /** A column whose title begins with {@code >} is set to the right, as numbers are. */
    public Table(String... titles) {
        right = List.of(titles).stream().map(title -> title.startsWith(">")).toList();
        rows.add(List.of(titles).stream()
                .map(title -> title.startsWith(">") ? title.substring(1) : title)
                .toList());
    }

    /** Adds a row of as many cells as there are titles. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, the titles first unless all of them are empty. */
    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String filled = right.get(column) ? padLeft(cell, width(column)) : Wrapped.pad(cell, width(column));
                line.append(column == 0 ? "" : GAP).append(filled);
            }
            String text = line.toString().stripTrailing();
            lines.add(lines.isEmpty() ? style.bold(text) : text);
        }
        if (lines.getFirst().isEmpty()) {
            lines.removeFirst();
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> Wrapped.columns(row.get(column)))
                .max()
                .orElseThrow();
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(width - Wrapped.columns(text)) + text;
    }
}
