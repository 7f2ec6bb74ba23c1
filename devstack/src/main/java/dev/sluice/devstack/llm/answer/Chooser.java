package dev.sluice.devstack.llm.answer;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which of several passages of the right kind a field means, by the words before them. */
final class Chooser {
    private static final int WINDOW = 60;
    private static final int AFTER = 16;
    private static final Set<String> WRITER_CUES =
            Set.of("from", "regard", "sincer", "thank", "wish", "cheer", "faithf", "by", "sign", "your");
    private static final Set<String> READER_CUES = Set.of("to", "dear", "hi", "hello", "cc", "attn");
    private static final Set<String> SHARED_MAILBOXES =
            Set.of("support", "info", "help", "service", "sales", "contact", "noreply", "no-reply", "orders", "office");
    /** Of these a document holds many that mean different things: one without its word nearby is somebody else's. */
    private static final Set<Kind> NEED_THEIR_WORD = EnumSet.of(Kind.DATE, Kind.AMOUNT, Kind.IDENTIFIER, Kind.NUMBER);

    private final Document document;
    private final Field field;
    private final Set<String> qualifiers;
    private final Set<String> description;

    Chooser(Document document, Field field) {
        this.document = document;
        this.field = field;
        this.qualifiers = field.qualifiers();
        this.description = field.descriptionStems();
    }

    /** The passage meant, with its clarity lowered where others could be meant as well; empty where none convinces. */
    Optional<Hit> best(List<Hit> hits) {
        Hit best = null;
        Score bestScore = null;
        Set<String> values = new HashSet<>();
        for (Hit hit : hits) {
            values.add(hit.value());
            Score score = score(hit);
            if (bestScore == null || score.points > bestScore.points + 1e-9) {
                best = hit;
                bestScore = score;
            }
        }
        if (best == null || bestScore == null || bestScore.points <= -1) {
            return Optional.empty();
        }
        boolean alone = values.size() == 1;
        boolean told = bestScore.told || ((qualifiers.isEmpty() || field.isWriter()) && bestScore.points >= 1);
        if (told) {
            return Optional.of(best);
        }
        if (!qualifiers.isEmpty() && NEED_THEIR_WORD.contains(best.kind()) && !(alone && best.kind() == Kind.AMOUNT)) {
            return Optional.empty();
        }
        double penalty = alone ? 0.03 : qualifiers.isEmpty() ? 0.1 : 0.18;
        return Optional.of(
                new Hit(best.kind(), best.value(), best.unit(), best.start(), best.end(), best.clarity() - penalty));
    }

    private record Score(double points, boolean told) {}

    private Score score(Hit hit) {
        int from = Math.max(0, hit.start() - WINDOW);
        Tally tally = new Tally();
        Words.forEach(document.text().substring(from, hit.start()), (stem, position) -> {
            double nearness = 1.0 - (hit.start() - from - position) / (2.0 * WINDOW);
            tally.see(stem, nearness);
        });
        if (hit.kind() == Kind.NUMBER) {
            int to = Math.min(document.text().length(), hit.end() + AFTER);
            Words.forEach(document.text().substring(hit.end(), to), (stem, position) -> tally.see(stem, 0.8));
        }
        if (hit.kind() == Kind.EMAIL
                && field.isWriter()
                && SHARED_MAILBOXES.contains(
                        hit.value().substring(0, hit.value().indexOf('@')))) {
            tally.points -= 4;
        }
        return new Score(tally.points, tally.told);
    }

    private final class Tally {
        private final Set<String> seen = new HashSet<>();
        private double points;
        private boolean told;

        void see(String stem, double nearness) {
            if (qualifiers.contains(stem)) {
                points += (seen.add(stem) ? 3 : 0.2) * nearness;
                told = true;
            } else if (field.kind().isPresent() && field.kind().get().stems().contains(stem) && seen.add(stem)) {
                points += nearness;
            } else if (field.isWriter() && WRITER_CUES.contains(stem) && seen.add(stem)) {
                points += 2 * nearness;
            } else if (field.isWriter() && READER_CUES.contains(stem) && seen.add(stem)) {
                points -= 3 * Math.max(0, nearness - 0.5);
            } else if (description.contains(stem) && seen.add(stem)) {
                points += 0.4 * nearness;
            }
        }
    }
}
