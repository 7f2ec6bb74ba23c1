package dev.sluice.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.console.readmodel.ListedItem;
import dev.sluice.console.readmodel.Page;
import dev.sluice.console.review.CommandFactory;
import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.RedriveFrom;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions of the pages for scripts, in JSON. What it takes and gives is in {@code openapi.json}. */
final class Api {
    private static final int STANDARD_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    private final Console console;
    private final CommandDesk desk;
    private final BulkRuns runs;
    private final ItemPage items;

    Api(Console console, CommandDesk desk, BulkRuns runs, ItemPage items) {
        this.console = console;
        this.desk = desk;
        this.runs = runs;
        this.items = items;
    }

    void list(Context request, Visit visit) {
        QueueQuery query = QueueQuery.parse(request.queryParamMap(), console.clock());
        Page page = console.items()
                .page(query.filter(), visit.account().viewer(), query.sort(), query.from(), limit(request));
        Shown shown = new Shown(visit.account().seesMasked());
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("items");
        page.items().forEach(item -> list.add(listed(item, shown)));
        page.next().ifPresent(next -> answer.put("next", next.text()));
        Json.answer(request, answer);
    }

    void show(Context request, Visit visit) {
        ReviewItem item = items.find(request.queryParam("id"), visit);
        Json.answer(request, whole(item, new Shown(visit.account().seesMasked())));
    }

    void claim(Context request, Visit visit) throws InterruptedException {
        JsonNode body = Json.body(request);
        Optional<Duration> lease = body.has("lease_ms")
                ? Optional.of(Duration.ofMillis(body.path("lease_ms").asLong()))
                : Optional.empty();
        submit(request, visit, desk.commands(visit.account()).claim(ref(body), lease));
    }

    void decide(Context request, Visit visit) throws InterruptedException {
        JsonNode body = Json.body(request);
        submit(request, visit, command(desk.commands(visit.account()), body));
    }

    void bulk(Context request, Visit visit) {
        JsonNode body = Json.body(request);
        BulkAction action =
                BulkAction.of(text(body, "action"), text(body, "from"), text(body, "reason"), text(body, "comment"));
        BulkRuns.Aim aim = aim(body);
        if (body.path("dry_run").asBoolean(true)) {
            Json.answer(request, Json.object().put("count", runs.count(visit.account(), aim)));
        } else {
            int rate = body.path("rate").asInt(BulkRuns.STANDARD_RATE);
            request.status(202);
            Json.answer(request, progress(runs.start(visit.account(), action, aim, rate)));
        }
    }

    void bulkRun(Context request, Visit visit) {
        Json.answer(request, progress(run(visit, request.queryParam("id"))));
    }

    void bulkCancel(Context request, Visit visit) {
        String id = text(Json.body(request), "id");
        runs.cancel(visit.account(), id);
        Json.answer(request, progress(run(visit, id)));
    }

    private BulkRun.Progress run(Visit visit, @org.jspecify.annotations.Nullable String id) {
        return runs.find(visit.account(), String.valueOf(id))
                .orElseThrow(() -> new NotFoundResponse("There is no such run of yours at this replica."));
    }

    private BulkRuns.Aim aim(JsonNode body) {
        if (body.has("query")) {
            return new BulkRuns.Aim.Matching(QueueQuery.parse(Parameters.of(text(body, "query")), console.clock())
                    .filter());
        }
        List<ItemRef> refs = new ArrayList<>();
        body.path("items").forEach(each -> refs.add(ref(each)));
        if (refs.isEmpty()) {
            throw new BadRequest("Name items, or a query as the list takes it.");
        }
        return new BulkRuns.Aim.Selected(refs);
    }

    private static ReviewCommand command(CommandFactory commands, JsonNode body) {
        String comment = text(body, "comment");
        String action = text(body, "action");
        return switch (action) {
            case "approve" -> commands.approve(ref(body), comment);
            case "correct" -> commands.correct(ref(body), correction(body.path("correction")), comment);
            case "redrive" -> commands.redrive(ref(body), redrive(body), comment);
            case "discard" -> commands.discard(ref(body), ActPage.discardReason(text(body, "reason")), comment);
            case "requeue" -> commands.requeue(ref(body), comment);
            case "park" -> commands.park(ref(body), comment);
            case "release" -> commands.release(ref(body));
            case "undo" -> commands.undo(id(body), text(body, "decision"));
            default ->
                throw new BadRequest("'" + action
                        + "' is no action: use approve, correct, redrive, discard, requeue, park, release or undo.");
        };
    }

    private static CorrectedResults correction(JsonNode given) {
        return new CorrectedResults(
                given.has("fields") ? given.path("fields").toString() : null,
                given.has("summary") ? given.path("summary").asText() : null,
                given.has("label") ? given.path("label").asText() : null);
    }

    private static RedriveRequest redrive(JsonNode body) {
        return RedriveRequest.newBuilder()
                .setFrom(text(body, "from").equals("start") ? RedriveFrom.START : RedriveFrom.FAILED_STAGE)
                .setEngine(body.has("engine") ? text(body, "engine") : null)
                .setProfile(body.has("profile") ? text(body, "profile") : null)
                .setPrompts(body.has("prompts") ? text(body, "prompts") : null)
                .build();
    }

    private void submit(Context request, Visit visit, ReviewCommand command) throws InterruptedException {
        if (console.items()
                .item(command.getDocumentId(), visit.account().viewer())
                .isEmpty()) {
            throw new NotFoundResponse("There is no such item, or you may not see it.");
        }
        Shown shown = new Shown(visit.account().seesMasked());
        switch (desk.submit(visit.account(), command)) {
            case CommandDesk.Outcome.Done done ->
                Json.answer(request, whole(done.item(), shown).put("command", command.getCommandId()));
            case CommandDesk.Outcome.Refused refused -> {
                List<Problem> problems = refused.rejection().getProblems();
                ObjectNode answer = Json.object()
                        .put("error", refused.rejection().getWhy())
                        .put("version", refused.item().getVersion());
                ArrayNode list = answer.putArray("problems");
                problems.forEach(problem -> list.add(problem(problem)));
                request.status(problems.isEmpty() ? 409 : 422);
                Json.answer(request, answer);
            }
            case CommandDesk.Outcome.Unknown unknown -> {
                request.status(202);
                Json.answer(
                        request, Json.object().put("pending", unknown.why()).put("command", command.getCommandId()));
            }
        }
    }

    private static ObjectNode listed(ListedItem item, Shown shown) {
        ObjectNode json = Json.object()
                .put("id", item.documentId())
                .put("version", item.version())
                .put("state", item.state().name())
                .put("reason", item.reason().name())
                .put("stage", item.stage())
                .put("preview", shown.text(item.preview()))
                .put("arrived_at", item.arrivedAt().toString())
                .put("queued_at", item.queuedAt().toString())
                .put("redrive_count", item.redriveCount());
        item.profile().ifPresent(profile -> json.put("profile", profile));
        item.tenant().ifPresent(tenant -> json.put("tenant", tenant));
        item.label().ifPresent(label -> json.put("label", label));
        item.confidence().ifPresent(confidence -> json.put("confidence", confidence));
        item.lease()
                .ifPresent(lease -> json.putObject("lease")
                        .put("owner", lease.getOwner())
                        .put("until", lease.getUntil().toString()));
        return json;
    }

    private static ObjectNode whole(ReviewItem item, Shown shown) {
        ObjectNode json = Json.object()
                .put("id", item.getDocumentId())
                .put("version", item.getVersion())
                .put("state", item.getState().name())
                .put("reason", item.getReason().name())
                .put("stage", item.getStage())
                .put("detail", shown.text(item.getDeadLetter().getDetail()))
                .put("redrive_count", item.getRedriveCount());
        item.getProfile().ifPresent(profile -> json.put("profile", profile));
        item.getTenant().ifPresent(tenant -> json.put("tenant", tenant));
        item.getDeadLetter().getText().ifPresent(text -> json.put("text", shown.text(text)));
        json.set("results", Results.of(item.getDeadLetter()).shown(shown).json());
        ArrayNode problems = json.putArray("problems");
        item.getDeadLetter()
                .getProblems()
                .forEach(problem -> problems.add(problem(problem).put("message", shown.text(problem.getMessage()))));
        item.getLease()
                .ifPresent(lease -> json.putObject("lease")
                        .put("owner", lease.getOwner())
                        .put("until", lease.getUntil().toString()));
        item.getDecision()
                .ifPresent(decision -> json.putObject("decision")
                        .put("id", decision.getCommand().getCommandId())
                        .put("action", decision.getCommand().getAction().name())
                        .put("actor", decision.getCommand().getActor())
                        .put("publish_at", decision.getPublishAt().toString()));
        item.getResolution()
                .ifPresent(resolution -> json.putObject("resolution")
                        .put("action", resolution.getAction().name())
                        .put("actor", resolution.getActor())
                        .put("at", resolution.getAt().toString()));
        return json;
    }

    private static ObjectNode problem(Problem problem) {
        return Json.object()
                .put("validator", problem.getValidator())
                .put("pointer", problem.getPointer())
                .put("message", problem.getMessage())
                .put("severity", problem.getSeverity().name());
    }

    private static ObjectNode progress(BulkRun.Progress run) {
        ObjectNode json = Json.object()
                .put("id", run.id())
                .put("total", run.total())
                .put("done", run.done())
                .put("refused", run.refused())
                .put("over", run.over())
                .put("cancelled", run.cancelled());
        ArrayNode outcomes = json.putArray("outcomes");
        run.outcomes()
                .forEach(each -> outcomes.addObject()
                        .put("id", each.documentId())
                        .put("done", each.done())
                        .put("why", each.why()));
        return json;
    }

    private static ItemRef ref(JsonNode body) {
        if (!body.path("version").isIntegralNumber()) {
            throw new BadRequest("The version is missing: send the one that you saw, as a number.");
        }
        return new ItemRef(id(body), body.path("version").asLong());
    }

    private static String id(JsonNode body) {
        String id = text(body, "id");
        if (id.isEmpty()) {
            throw new BadRequest("The document's id is missing: send it as id.");
        }
        return id;
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asText();
    }

    private static int limit(Context request) {
        Map<String, List<String>> parameters = request.queryParamMap();
        try {
            String limit = parameters
                    .getOrDefault("limit", List.of("" + STANDARD_LIMIT))
                    .getFirst();
            return Math.clamp(Integer.parseInt(limit), 1, HIGHEST_LIMIT);
        } catch (NumberFormatException e) {
            throw new BadRequest("The limit must be a number from 1 to " + HIGHEST_LIMIT + ".");
        }
    }
}
