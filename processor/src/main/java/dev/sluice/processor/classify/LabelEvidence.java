package dev.sluice.processor.classify;

import dev.sluice.processor.text.KeywordEvidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What speaks for one label, by keywords and by similar examples.
 *
 * @param confidence 0 to 1, of both together
 * @param byExamples whether it is the examples that make it this sure
 */
record LabelEvidence(KeywordEvidence keywords, double confidence, boolean byExamples) {
    private static final Comparator<LabelEvidence> SUREST_FIRST =
            Comparator.comparingDouble(LabelEvidence::confidence).reversed();

    String label() {
        return keywords.option();
    }

    /** Whether anything speaks for it. */
    boolean isSupported() {
        return byExamples || !keywords.hits().isEmpty();
    }

    /**
     * Weighs both for every label, the surest first. Where both speak for one label, the surer of the two counts: they look at
     * the same words, so together they are no surer. Where they differ, each loses what the other is sure of; but the more
     * an example is like the document, the less keywords say against it, as whoever labelled it had read them too.
     *
     * @param keywords one of each label; of equals the order stays
     */
    static List<LabelEvidence> weigh(List<KeywordEvidence> keywords, NeighbourVote vote) {
        List<LabelEvidence> weighed = new ArrayList<>();
        for (KeywordEvidence own : keywords) {
            double otherKeywords = 0;
            double otherVotes = 0;
            for (KeywordEvidence other : keywords) {
                if (!other.option().equals(own.option())) {
                    otherKeywords = Math.max(otherKeywords, said(other));
                    otherVotes = Math.max(otherVotes, vote.confidence(other.option()));
                }
            }
            double doubt = otherKeywords * (1 - vote.similarity(own.option()));
            double byExamples = vote.confidence(own.option()) * (1 - doubt);
            double byKeywords = said(own) * (1 - otherVotes);
            weighed.add(new LabelEvidence(own, Math.max(byExamples, byKeywords), byExamples > byKeywords));
        }
        return weighed.stream().sorted(SUREST_FIRST).toList();
    }

    /** What the keywords say; nothing if none was found. */
    private static double said(KeywordEvidence evidence) {
        return evidence.hits().isEmpty() ? 0 : evidence.confidence();
    }
}
