package dev.sluice.console.readmodel;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next where the next page begins; absent on the last one. What arrives meanwhile shifts nothing
 */
public record Page(List<ListedItem> items, Optional<Cursor> next) {
    public Page {
        items = List.copyOf(items);
    }
}
