package dev.sluice.processor.example;

import dev.sluice.schemas.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the known documents that are most like a text, by Lucene's BM25 over their words. It knows no language: words are
 * split by Unicode's rules and lower-cased, and common ones weigh little because many examples have them. Immutable and
 * thread-safe; what it finds depends on the examples alone, not on the order in which they came.
 */
final class ExampleIndex {
    static final String TEXT = "text";
    private static final String ID = "id";
    private static final String STAGE = "stage";

    private final List<KnownDocument> documents;
    private final IndexSearcher searcher;
    private final Analyzer analyzer = new StandardAnalyzer();

    /** Indexes documents of which no two have the same id. */
    ExampleIndex(Collection<KnownDocument> known) {
        this.documents =
                known.stream().sorted(Comparator.comparing(KnownDocument::id)).toList();
        ByteBuffersDirectory memory = new ByteBuffersDirectory();
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
        try {
            try (IndexWriter writer = new IndexWriter(memory, config)) {
                for (KnownDocument document : documents) {
                    writer.addDocument(indexed(document));
                }
                writer.forceMerge(1);
            }
            // Never closed: it holds nothing but memory.
            this.searcher = new IndexSearcher(DirectoryReader.open(memory));
            searcher.setQueryCache(null);
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory failed", e);
        }
    }

    /** Whether there is an example for a stage beside the ones left out. */
    boolean hasAny(Stage stage, Set<String> leftOut) {
        return documents.stream()
                .anyMatch(document -> document.answer(stage).isPresent() && !leftOut.contains(document.id()));
    }

    /** The ids of the profile's own examples that have this text; two documents with one text may both be corrected. */
    List<String> ownExamplesWithText(String text) {
        return documents.stream()
                .filter(document -> document.isOfProfile() && document.text().equals(text))
                .map(KnownDocument::id)
                .toList();
    }

    /**
     * The most similar ones that know a stage's result, the most similar first, of equals the first by id.
     *
     * @param text the document's
     * @param most at least 1
     * @param leftOut ids
     */
    List<SimilarExample> search(Stage stage, String text, int most, Set<String> leftOut) {
        try {
            WeightedWords words = WeightedWords.of(text, analyzer, searcher);
            if (words.weights().isEmpty()) {
                return List.of();
            }
            BooleanQuery.Builder query = new BooleanQuery.Builder().setMinimumNumberShouldMatch(1);
            for (Map.Entry<String, Float> word : words.weights().entrySet()) {
                query.add(new BoostQuery(new TermQuery(new Term(TEXT, word.getKey())), word.getValue()), Occur.SHOULD);
            }
            query.add(new TermQuery(new Term(STAGE, stage.id())), Occur.FILTER);
            query.add(new TermInSetQuery(ID, leftOut.stream().map(BytesRef::new).toList()), Occur.MUST_NOT);
            List<SimilarExample> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query.build(), most).scoreDocs) {
                // One segment, added to in their order: Lucene's number is the place in the list.
                found.add(new SimilarExample(documents.get(hit.doc), Math.min(1, hit.score / words.ownScore())));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory failed", e);
        }
    }

    private static Document indexed(KnownDocument document) {
        Document indexed = new Document();
        indexed.add(new StringField(ID, document.id(), Store.NO));
        indexed.add(new TextField(TEXT, document.text(), Store.NO));
        for (Stage stage : Stage.values()) {
            document.answer(stage).ifPresent(answer -> indexed.add(new StringField(STAGE, stage.id(), Store.NO)));
        }
        return indexed;
    }
}
