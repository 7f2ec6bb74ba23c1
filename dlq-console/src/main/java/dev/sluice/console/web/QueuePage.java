package dev.sluice.console.web;

import dev.sluice.console.readmodel.Facet;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ListedItem;
import dev.sluice.console.readmodel.Page;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of items. */
final class QueuePage {
    private static final int ROWS = 50;
    private static final int LONGEST_PREVIEW = 200;

    private final Console console;
    private final Templates templates;

    QueuePage(Console console, Templates templates) {
        this.console = console;
        this.templates = templates;
    }

    /**
     * A line of the list.
     *
     * @param url where the item is, with the way back
     */
    record Row(ListedItem item, String preview, String url, boolean heldByOther) {}

    record View(
            Frame frame,
            QueueQuery query,
            Map<Tab, Long> counts,
            Map<Facet, Map<String, Long>> offered,
            List<Row> rows,
            Optional<String> next,
            Instant now) {

        long count() {
            return counts.getOrDefault(query.filter().tab(), 0L);
        }
    }

    void answer(Context request, Visit visit) {
        QueueQuery query = QueueQuery.parse(request.queryParamMap(), console.clock());
        Viewer viewer = visit.account().viewer();
        Instant now = console.clock().instant();
        Page page = console.items().page(query.filter(), viewer, query.sort(), query.from(), ROWS);
        Shown shown = new Shown(visit.account().seesMasked());
        List<Row> rows = new ArrayList<>();
        for (ListedItem item : page.items()) {
            rows.add(new Row(
                    item,
                    shown.line(item.preview(), LONGEST_PREVIEW),
                    "/item?id=" + URLEncoder.encode(item.documentId(), StandardCharsets.UTF_8)
                            + (query.string().isEmpty()
                                    ? ""
                                    : "&back=" + URLEncoder.encode(query.string(), StandardCharsets.UTF_8)),
                    item.lease()
                            .filter(lease -> lease.getUntil().isAfter(now))
                            .filter(lease -> !lease.getOwner().equals(viewer.name()))
                            .isPresent()));
        }
        Map<Facet, Map<String, Long>> offered = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.values()) {
            // Of the whole tab, so that what was chosen can be changed.
            offered.put(
                    facet,
                    console.items().values(facet, ItemFilter.of(query.filter().tab()), viewer));
        }
        templates.answer(
                request,
                "queue.jte",
                new View(
                        Frame.of("Queue", "queue", visit, console),
                        query,
                        console.items().counts(query.filter(), viewer),
                        offered,
                        rows,
                        page.next().map(query::behind),
                        now));
    }
}
