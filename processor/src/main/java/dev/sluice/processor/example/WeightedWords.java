package dev.sluice.processor.example;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text with the weight that each has in a search for similar ones.
 *
 * @param weights by word; one that is said more often weighs more
 * @param ownScore the BM25 score that the text itself would have in that search, above 0 if there is any word
 */
record WeightedWords(Map<String, Float> weights, double ownScore) {
    /** Below Lucene's limit of 1,024 clauses. A text of common length has far fewer. */
    private static final int MOST = 500;

    /** The parameters of Lucene's BM25Similarity. */
    private static final double K1 = 1.2;

    private static final double B = 0.75;

    /** A word of the text: how often it is said, its weight in the query and its share of the text's own score. */
    private record Word(String text, double weight, double score) {
        static final Comparator<Word> STRONGEST_FIRST =
                Comparator.comparingDouble(Word::score).reversed().thenComparing(Word::text);
    }

    static WeightedWords of(String text, Analyzer analyzer, IndexSearcher searcher) throws IOException {
        Map<String, Integer> counts = counts(text, analyzer);
        @Nullable CollectionStatistics examples = searcher.collectionStatistics(ExampleIndex.TEXT);
        if (examples == null) {
            return new WeightedWords(Map.of(), 0);
        }
        int length = counts.values().stream().mapToInt(Integer::intValue).sum();
        double meanLength = (double) examples.sumTotalTermFreq() / examples.docCount();
        double saturation = K1 * (1 - B + B * length / meanLength);
        Map<String, Word> words = new HashMap<>();
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            int frequency = searcher.getIndexReader().docFreq(new Term(ExampleIndex.TEXT, count.getKey()));
            double rarity = Math.log(1 + (examples.docCount() - frequency + 0.5) / (frequency + 0.5));
            double weight = 1 + Math.log(count.getValue());
            double score = weight * rarity * count.getValue() / (count.getValue() + saturation);
            words.put(count.getKey(), new Word(count.getKey(), weight, score));
        }
        List<Word> strongest =
                words.values().stream().sorted(Word.STRONGEST_FIRST).limit(MOST).toList();
        Map<String, Float> weights = new LinkedHashMap<>();
        strongest.forEach(word -> weights.put(word.text(), (float) word.weight()));
        return new WeightedWords(
                weights, strongest.stream().mapToDouble(Word::score).sum());
    }

    private static Map<String, Integer> counts(String text, Analyzer analyzer) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        try (TokenStream tokens = analyzer.tokenStream(ExampleIndex.TEXT, text)) {
            CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                counts.merge(token.toString(), 1, Integer::sum);
            }
            tokens.end();
        }
        return counts;
    }
}
