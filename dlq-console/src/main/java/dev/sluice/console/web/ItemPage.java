package dev.sluice.console.web;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sluice.console.auth.Role;
import dev.sluice.console.readmodel.ListedItem;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.console.web.form.FieldsForm;
import dev.sluice.console.web.form.FormNode;
import dev.sluice.profile.Profile;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Lease;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page of one item. */
final class ItemPage {
    static final JsonPointer FIELDS = JsonPointer.compile("/fields");
    /** The version that an action led to. */
    static final String SEEN = "seen";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int LONGEST_TITLE = 160;
    private static final int LONGEST_BACK = 4000;
    private static final int LONGEST_MESSAGE = 1000;

    private final Console console;
    private final Templates templates;

    ItemPage(Console console, Templates templates) {
        this.console = console;
        this.templates = templates;
    }

    /**
     * What an action left to be shown.
     *
     * @param results what the person had typed
     */
    record After(int status, ItemView.Notice notice, Optional<Results> results, List<Problem> problems) {}

    void show(Context request, Visit visit) throws InterruptedException {
        awaitSeen(request, visit);
        ReviewItem item = find(request.queryParam("id"), visit);
        answer(request, visit, item, back(request.queryParam("back")), Optional.empty());
    }

    /** Waits a moment for what they just did, if that was at another replica. */
    private void awaitSeen(Context request, Visit visit) throws InterruptedException {
        @Nullable String last = request.queryParam("last");
        @Nullable String id = last == null ? request.queryParam("id") : last;
        @Nullable String seen = request.queryParam(SEEN);
        if (id != null && seen != null && seen.matches("[0-9]{1,18}")) {
            Optional<ReviewItem> unused = console.items()
                    .awaitVersion(id, Long.parseLong(seen), visit.account().viewer(), LONGEST_WAIT);
        }
    }

    /** The item, if there is one that they may see. */
    ReviewItem find(@Nullable String id, Visit visit) {
        if (id == null || id.isEmpty()) {
            throw new BadRequest("The document's id is missing: name it with id=.");
        }
        return console.items()
                .item(id, visit.account().viewer())
                .orElseThrow(() -> new io.javalin.http.NotFoundResponse(
                        "There is no such item, or you may not see it. It may have been forgotten since."));
    }

    void answer(Context request, Visit visit, ReviewItem item, String back, Optional<After> after) {
        after.ifPresent(known -> request.status(known.status()));
        templates.answer(request, "item.jte", view(request, visit, item, back, after));
    }

    static String back(@Nullable String given) {
        return given == null || given.length() > LONGEST_BACK ? "" : given;
    }

    private ItemView view(Context request, Visit visit, ReviewItem item, String back, Optional<After> after) {
        Viewer viewer = visit.account().viewer();
        Instant now = console.clock().instant();
        Shown shown = new Shown(visit.account().seesMasked());
        DeadLetter letter = item.getDeadLetter();
        Results found = Results.of(letter);
        Results decided = decided(item, found);
        Results results = after.flatMap(After::results).orElse(decided).shown(shown);
        Profiles profiles = console.profiles().current();
        Optional<Profile> profile = letter.getProfile().flatMap(profiles::find);
        Optional<FormNode> form =
                profile.map(known -> new FieldsForm(known.fields().json()).filled(FIELDS, results.fields()));
        List<FieldEvidence> evidence =
                letter.getExtraction().map(Extraction::getEvidence).orElse(List.of());
        Pins pins = Pins.of(problems(letter, after, shown), form);
        boolean heldByOther = item.getLease()
                .filter(lease -> lease.getUntil().isAfter(now))
                .map(Lease::getOwner)
                .filter(owner -> !owner.equals(viewer.name()))
                .isPresent();
        return new ItemView(
                Frame.of(shown.line(item.getPreview(), LONGEST_TITLE), "queue", visit, console),
                item,
                shown.line(item.getPreview(), LONGEST_TITLE),
                SourceText.of(shown.text(letter.getText().orElse("")), evidence, searched(back)),
                form,
                results,
                profile.map(Profile::labels).orElse(List.of()),
                profiles.all().stream().map(Profile::name).toList(),
                profile.map(known ->
                                known.promptSets().keySet().stream().sorted().toList())
                        .orElse(List.of()),
                pins.byPointer(),
                pins.unpinned(),
                evidence(evidence, shown),
                visit.may(Role.REVIEWER) ? letter.getAttempts() : List.of(),
                Differences.between(
                        found.shown(shown).json(), decided.shown(shown).json()),
                console.items().history(item.getDocumentId(), viewer),
                OriginalPage.kind(item).filter(kind -> visit.may(Role.REVIEWER)),
                after.map(After::notice),
                back,
                last(request, visit, now),
                next(item.getDocumentId(), back, viewer, now),
                shown.masked(),
                visit.may(Role.REVIEWER),
                heldByOther,
                now);
    }

    /** The words of the search that led here. */
    private String searched(String back) {
        return QueueQuery.parse(Parameters.of(back), console.clock()).filter().text();
    }

    /** What is or will be published, else what the engines found. */
    private static Results decided(ReviewItem item, Results found) {
        return item.getDecision()
                .flatMap(decision -> decision.getCommand().getCorrection())
                .or(() -> item.getResolution().flatMap(resolution -> resolution.getResults()))
                .map(found::corrected)
                .orElse(found);
    }

    private Optional<ReviewItem> last(Context request, Visit visit, Instant now) {
        return Optional.ofNullable(request.queryParam("last"))
                .filter(id -> !id.isEmpty())
                .flatMap(id -> console.items().item(id, visit.account().viewer()))
                .filter(item -> item.getState() == ReviewState.DECIDED)
                .filter(item -> ItemView.secondsLeft(item, now) > 0)
                .filter(item -> item.getDecision()
                        .map(decision -> decision.getCommand().getActor())
                        .equals(Optional.of(visit.account().name())));
    }

    /** The first of the list that they came from that they could work on. */
    Optional<ListedItem> next(String id, String back, Viewer viewer, Instant now) {
        QueueQuery query = QueueQuery.parse(Parameters.of(back), console.clock());
        return console.items().page(query.filter(), viewer, query.sort(), query.from(), 50).items().stream()
                .filter(item -> !item.documentId().equals(id))
                .filter(item -> item.state() == ReviewState.PENDING || item.state() == ReviewState.PARKED)
                .filter(item -> item.lease()
                        .filter(lease -> lease.getUntil().isAfter(now))
                        .filter(lease -> !lease.getOwner().equals(viewer.name()))
                        .isEmpty())
                .findFirst();
    }

    /** Those of the last try, else those that the document was held for. */
    private static List<Problem> problems(DeadLetter letter, Optional<After> after, Shown shown) {
        List<Problem> fresh = after.map(After::problems).orElse(List.of());
        return (fresh.isEmpty() ? letter.getProblems() : fresh)
                .stream()
                        .map(problem -> Problem.newBuilder(problem)
                                .setMessage(shown.line(problem.getMessage(), LONGEST_MESSAGE))
                                .build())
                        .toList();
    }

    private static Map<String, ItemView.Evidence> evidence(List<FieldEvidence> evidence, Shown shown) {
        Map<String, ItemView.Evidence> byPointer = new HashMap<>();
        for (FieldEvidence each : evidence) {
            byPointer.put(
                    "/fields" + each.getPointer(),
                    new ItemView.Evidence(
                            each.getSpan().isPresent(),
                            shown.line(each.getQuote().orElse(""), 300),
                            each.getConfidence()));
        }
        return byPointer;
    }

    /** Which problem is shown at which input. */
    private record Pins(Map<String, List<Problem>> byPointer, List<Problem> unpinned) {
        static Pins of(List<Problem> problems, Optional<FormNode> form) {
            Set<String> inputs = new HashSet<>(Set.of("/summary", "/label"));
            form.ifPresent(node -> addPointers(node, inputs));
            Map<String, List<Problem>> byPointer = new HashMap<>();
            List<Problem> unpinned = new ArrayList<>();
            for (Problem problem : problems) {
                String pointer = problem.getPointer();
                String inFields = "/fields" + pointer;
                if (inputs.contains(pointer)) {
                    byPointer.computeIfAbsent(pointer, key -> new ArrayList<>()).add(problem);
                } else if (!pointer.isEmpty() && inputs.contains(inFields)) {
                    byPointer
                            .computeIfAbsent(inFields, key -> new ArrayList<>())
                            .add(problem);
                } else {
                    unpinned.add(problem);
                }
            }
            return new Pins(byPointer, unpinned);
        }

        private static void addPointers(FormNode node, Set<String> pointers) {
            pointers.add(node.pointer());
            switch (node) {
                case FormNode.Input input -> {}
                case FormNode.Group group -> group.parts().forEach(part -> addPointers(part, pointers));
                case FormNode.Rows rows -> rows.rows().forEach(row -> addPointers(row, pointers));
            }
        }
    }
}
