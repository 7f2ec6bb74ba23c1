package dev.sluice.console.readmodel;

import java.util.List;

/**
 * Items that changed.
 *
 * @param sequence the number of the last change among them; it grows, also over restarts and rebuilds
 */
public record Changes(long sequence, List<ListedItem> items) {
    public Changes {
        items = List.copyOf(items);
    }
}
