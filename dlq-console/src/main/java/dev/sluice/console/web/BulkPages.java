package dev.sluice.console.web;

import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.DiscardReason;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks how many an action would be about, starts it, and shows how far it is. */
final class BulkPages {
    private static final int MOST_SELECTED = 1000;

    private final Console console;
    private final BulkRuns runs;
    private final Templates templates;

    BulkPages(Console console, BulkRuns runs, Templates templates) {
        this.console = console;
        this.runs = runs;
        this.templates = templates;
    }

    /**
     * Before it begins.
     *
     * @param selected versions and ids; empty where everything that the query matches is meant
     */
    record Question(
            Frame frame,
            BulkAction action,
            long count,
            List<String> selected,
            String query,
            String from,
            String reason) {}

    record Runs(Frame frame, List<BulkStatus> runs, Instant now) {}

    record Run(Frame frame, BulkStatus run, Instant now) {}

    void ask(Context request, Visit visit) {
        List<String> selected = everything(request) ? List.of() : request.formParams("item");
        if (selected.isEmpty() && !everything(request)) {
            throw new BadRequest("Nothing is selected. Select rows, or everything that the filter matches.");
        }
        BulkAction action = action(request);
        templates.answer(
                request,
                "bulkask.jte",
                new Question(
                        Frame.of("Act on many", "queue", visit, console),
                        action,
                        runs.count(visit.account(), aim(request)),
                        selected,
                        text(request, "query"),
                        text(request, "from"),
                        text(request, "reason")));
    }

    void start(Context request, Visit visit) throws InterruptedException {
        BulkStatus run = runs.start(visit.account(), action(request), aim(request), rate(request));
        request.redirect("/bulk/run?id=" + run.id(), HttpStatus.SEE_OTHER);
    }

    void list(Context request, Visit visit) {
        templates.answer(
                request,
                "bulkruns.jte",
                new Runs(
                        Frame.of("Bulk actions", "bulk", visit, console),
                        runs.of(visit.account()),
                        console.clock().instant()));
    }

    void show(Context request, Visit visit) throws InterruptedException {
        BulkStatus run = runs.await(visit.account(), String.valueOf(request.queryParam("id")))
                .orElseThrow(() -> new NotFoundResponse("There is no such run of yours."));
        templates.answer(
                request,
                "bulkrun.jte",
                new Run(
                        Frame.of("Bulk action", "bulk", visit, console),
                        run,
                        console.clock().instant()));
    }

    void cancel(Context request, Visit visit) throws InterruptedException {
        String id = text(request, "id");
        runs.cancel(visit.account(), id);
        request.redirect(
                runs.find(visit.account(), id).isPresent() ? "/bulk/run?id=" + id : "/bulk", HttpStatus.SEE_OTHER);
    }

    static List<DiscardReason> reasons() {
        return Arrays.asList(DiscardReason.values());
    }

    private static boolean everything(Context request) {
        return text(request, "scope").equals("all");
    }

    private static BulkAction action(Context request) {
        return BulkAction.of(
                text(request, "action"), text(request, "from"), text(request, "reason"), text(request, "comment"));
    }

    private BulkRuns.Aim aim(Context request) {
        if (everything(request)) {
            return new BulkRuns.Aim.Matching(
                    query(request).filter(), query(request).string());
        }
        List<ItemRef> items = new ArrayList<>();
        for (String each : request.formParams("item")) {
            items.add(item(each));
        }
        if (items.size() > MOST_SELECTED) {
            throw new BadRequest("More than " + MOST_SELECTED + " are selected. Use a filter instead.");
        }
        return new BulkRuns.Aim.Selected(items, query(request).string());
    }

    private QueueQuery query(Context request) {
        return QueueQuery.parse(Parameters.of(text(request, "query")), console.clock());
    }

    private static ItemRef item(String text) {
        int colon = text.indexOf(':');
        try {
            return new ItemRef(text.substring(colon + 1), Long.parseLong(text.substring(0, Math.max(0, colon))));
        } catch (NumberFormatException e) {
            throw new BadRequest("'" + text + "' is no selected item. Load the list again.");
        }
    }

    private static int rate(Context request) {
        try {
            return Integer.parseInt(text(request, "rate"));
        } catch (NumberFormatException e) {
            return BulkRuns.STANDARD_RATE;
        }
    }

    private static String text(Context request, String name) {
        String value = request.formParam(name);
        return value == null ? "" : value.strip();
    }
}
