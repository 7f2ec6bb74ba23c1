package dev.sluice.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.console.review.CommandFactory;
import dev.sluice.console.review.ItemRef;
import dev.sluice.console.review.ResultCheck;
import dev.sluice.console.web.form.FormReader;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.DiscardReason;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.RedriveFrom;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.validate.ValidationResult;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody does to an item. The outcome is awaited; what is refused is shown on the item's page with all that was
 * typed, at the values that it is about.
 */
final class ActPage {
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int ACCEPTED = 202;

    private final Console console;
    private final CommandDesk desk;
    private final ItemPage page;
    private final ResultCheck check;

    ActPage(Console console, CommandDesk desk, ItemPage page) {
        this.console = console;
        this.desk = desk;
        this.page = page;
        this.check = new ResultCheck(console.profiles());
    }

    void answer(Context request, Visit visit) throws InterruptedException {
        ReviewItem item = page.find(request.formParam("id"), visit);
        String back = ItemPage.back(request.formParam("back"));
        String action = text(request, "action");
        Optional<Results> typed = action.equals("publish") ? Optional.of(typed(request, item)) : Optional.empty();
        boolean isChange = typed.filter(results ->
                        !results.json().equals(Results.of(item.getDeadLetter()).json()))
                .isPresent();
        ReviewCommand command = command(request, visit, item, action, typed.filter(results -> isChange));
        if (isChange && item.getOmitted().isEmpty()) {
            ValidationResult result =
                    check.correction(item.getDeadLetter(), typed.orElseThrow().asCorrection());
            if (!result.valid()) {
                refuse(
                        request,
                        visit,
                        item,
                        back,
                        typed,
                        "Not saved yet: some values need mending.",
                        result.problems());
                return;
            }
        }
        switch (desk.submit(visit.account(), command)) {
            case CommandDesk.Outcome.Done done -> leave(request, visit, done.item(), action, back);
            case CommandDesk.Outcome.Refused refused ->
                refuse(
                        request,
                        visit,
                        refused.item(),
                        back,
                        typed,
                        refused.rejection().getWhy(),
                        refused.rejection().getProblems());
            case CommandDesk.Outcome.Unknown unknown ->
                page.answer(
                        request,
                        visit,
                        item,
                        back,
                        Optional.of(new ItemPage.After(
                                ACCEPTED, new ItemView.Notice("warning", unknown.why()), typed, List.of())));
        }
    }

    private void refuse(
            Context request,
            Visit visit,
            ReviewItem item,
            String back,
            Optional<Results> typed,
            String why,
            List<Problem> problems) {
        page.answer(
                request,
                visit,
                item,
                back,
                Optional.of(new ItemPage.After(
                        problems.isEmpty() ? CONFLICT : UNPROCESSABLE,
                        new ItemView.Notice("error", why),
                        typed,
                        problems)));
    }

    private ReviewCommand command(
            Context request, Visit visit, ReviewItem item, String action, Optional<Results> changed) {
        CommandFactory commands = desk.commands(visit.account());
        ItemRef ref = new ItemRef(item.getDocumentId(), version(request));
        String comment = text(request, "comment");
        return switch (action) {
            case "claim" -> commands.claim(ref, Optional.empty());
            case "release" -> commands.release(ref);
            case "publish" ->
                changed.map(results -> commands.correct(ref, results.asCorrection(), comment))
                        .orElseGet(() -> commands.approve(ref, comment));
            case "redrive" -> commands.redrive(ref, redrive(request), comment);
            case "discard" -> commands.discard(ref, discardReason(text(request, "reason")), comment);
            case "requeue" -> commands.requeue(ref, comment);
            case "park" -> commands.park(ref, comment);
            case "undo" -> commands.undo(item.getDocumentId(), text(request, "decision"));
            default -> throw new BadRequest("There is no action '" + action + "'.");
        };
    }

    /** After a decision on to the next item if that is wanted; else the item as it is now. */
    private void leave(Context request, Visit visit, ReviewItem item, String action, String back) {
        String id = URLEncoder.encode(item.getDocumentId(), StandardCharsets.UTF_8);
        String rest = back.isEmpty() ? "" : "&back=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
        boolean isOn = text(request, "then").equals("next") && !action.equals("undo");
        Optional<String> next = isOn
                ? page.next(
                                item.getDocumentId(),
                                back,
                                visit.account().viewer(),
                                console.clock().instant())
                        .map(each -> URLEncoder.encode(each.documentId(), StandardCharsets.UTF_8))
                : Optional.empty();
        String last = isOn ? "&last=" + id : "";
        request.redirect("/item?id=" + next.orElse(id) + rest + last, HttpStatus.SEE_OTHER);
    }

    private Results typed(Context request, ReviewItem item) {
        Results before = Results.of(item.getDeadLetter());
        Map<String, String> sent = new HashMap<>();
        request.formParamMap().forEach((name, values) -> {
            if (name.startsWith("/") && !values.isEmpty()) {
                sent.put(name, values.getFirst());
            }
        });
        JsonNode fields = item.getDeadLetter()
                .getProfile()
                .flatMap(name -> console.profiles().current().find(name))
                .map((Profile profile) ->
                        new FormReader(profile.fields().json(), sent).read(ItemPage.FIELDS, before.fields()))
                .orElse(before.fields());
        return new Results(
                fields, kept(sent.get("/summary"), before.summary()), kept(sent.get("/label"), before.label()));
    }

    /** Browsers send line ends of their own. */
    private static String kept(@org.jspecify.annotations.Nullable String sent, String before) {
        if (sent == null) {
            return before;
        }
        String text = sent.replace("\r\n", "\n");
        return text.equals(before.replace("\r\n", "\n")) ? before : text;
    }

    private static RedriveRequest redrive(Context request) {
        String engine = text(request, "engine");
        String profile = text(request, "profile");
        String prompts = text(request, "prompts");
        return RedriveRequest.newBuilder()
                .setFrom(text(request, "from").equals("start") ? RedriveFrom.START : RedriveFrom.FAILED_STAGE)
                .setEngine(engine.isEmpty() ? null : engine)
                .setProfile(profile.isEmpty() ? null : profile)
                .setPrompts(prompts.isEmpty() ? null : prompts)
                .build();
    }

    static DiscardReason discardReason(String name) {
        return Arrays.stream(DiscardReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequest(
                        "'" + name + "' is no reason. Choose one of " + Arrays.toString(DiscardReason.values()) + "."));
    }

    private static long version(Context request) {
        try {
            return Long.parseLong(text(request, "version"));
        } catch (NumberFormatException e) {
            throw new BadRequest("The item's version is missing. Load the page again.");
        }
    }

    private static String text(Context request, String name) {
        String value = request.formParam(name);
        return value == null ? "" : value.strip();
    }
}
