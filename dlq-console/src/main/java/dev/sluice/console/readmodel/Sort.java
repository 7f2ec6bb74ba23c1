package dev.sluice.console.readmodel;

/** The order of a list. Equals are in the order of their ids, so every order is the same on all replicas. */
public enum Sort {
    /** As they are to be worked on: the longest in the queue first. */
    OLDEST("queued_at", true),
    NEWEST("queued_at", false),
    /** What changed last first. */
    UPDATED("updated_at", false),
    /** The least certain first; those without a confidence before all. */
    LEAST_CONFIDENT("confidence_key", true),
    MOST_CONFIDENT("confidence_key", false);

    private final String column;
    private final boolean ascending;

    Sort(String column, boolean ascending) {
        this.column = column;
        this.ascending = ascending;
    }

    String column() {
        return column;
    }

    String order() {
        String direction = ascending ? "ASC" : "DESC";
        return column + " " + direction + ", document_id " + direction;
    }

    String beyond() {
        return "(" + column + ", document_id) " + (ascending ? ">" : "<") + " (?, ?)";
    }
}
