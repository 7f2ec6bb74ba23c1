package dev.sluice.console.review;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.RedriveFrom;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.Severity;
import java.util.List;

/**
 * Where a document enters the pipeline again.
 *
 * @param stage results from it on are made anew
 * @param reread whether the text is read again from the original bytes
 */
record RedriveEntry(Stage stage, boolean reread) {

    /**
     * Works out the entry. The gate makes nothing, so a document that it held enters where the part was made that it found
     * wanting. With another profile all results are made anew: they are of that profile's shape.
     */
    static RedriveEntry of(DeadLetter letter, RedriveRequest request) {
        if (request.getFrom() == RedriveFrom.START) {
            return new RedriveEntry(Stage.EXTRACT, true);
        }
        boolean unread = letter.getText().isEmpty();
        Stage failed = Stage.of(letter.getStage()).orElse(Stage.EXTRACT);
        if (unread || request.getProfile().isPresent()) {
            return new RedriveEntry(Stage.EXTRACT, unread);
        }
        return new RedriveEntry(failed == Stage.GATE ? faulty(letter, request) : failed, false);
    }

    private static Stage faulty(DeadLetter letter, RedriveRequest request) {
        List<String> pointers = letter.getProblems().stream()
                .filter(problem -> problem.getSeverity() == Severity.ERROR)
                .map(Problem::getPointer)
                .toList();
        if (points(pointers, "/classification") && !points(pointers, "/extraction") && !points(pointers, "/summary")) {
            return Stage.CLASSIFY;
        }
        if (points(pointers, "/summary") && !points(pointers, "/extraction")) {
            return Stage.SUMMARIZE;
        }
        // Held without a fault of a part, for instance because its profile was gone: what is finished is good.
        return pointers.isEmpty() && request.getEngine().isEmpty() ? Stage.GATE : Stage.EXTRACT;
    }

    private static boolean points(List<String> pointers, String part) {
        return pointers.stream().anyMatch(pointer -> pointer.startsWith(part));
    }
}
