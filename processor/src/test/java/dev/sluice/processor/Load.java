package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.processor.Outcomes.Published;
import dev.sluice.schemas.avro.EnrichedDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A load of documents in several versions each, and what must have become of it whatever happened meanwhile. */
final class Load {
    /** The calls that one document takes. */
    static final int STAGES = 3;

    /** The most calls in flight at each stage of each partition. */
    static final int MAX_IN_FLIGHT = 64;

    private final int documents;
    private final int ids;

    /**
     * @param documents how many records
     * @param ids how many different documents they are versions of
     */
    Load(int documents, int ids) {
        this.documents = documents;
        this.ids = ids;
    }

    void produceTo(Stack stack) {
        stack.produceTexts(IntStream.range(0, documents)
                .mapToObj(i -> Map.entry(id(i), text(i)))
                .toList());
    }

    int documents() {
        return documents;
    }

    /** The configuration of an instance that calls the simulated server. */
    static Map<String, String> config(Stack stack, SimulatedLlm llm, String instance) {
        Map<String, String> config = new HashMap<>(stack.config(instance));
        config.put("llm.base.url", llm.baseUrl());
        config.put("stage.max.in.flight", Integer.toString(MAX_IN_FLIGHT));
        // Each result is to be a call: of one that was lost as its partition moved, and is asked for again where it was
        // before,
        // a cache would give the answer, and no record would tell of it.
        config.put("cache.memory.bytes", "0");
        return config;
    }

    /** Exactly one enriched document each, the versions of one document in their order. */
    void assertComplete(Outcomes outcomes) {
        assertThat(outcomes.deadLetters()).isEmpty();
        assertThat(outcomes.enriched()).hasSize(documents);
        assertThat(versionsById(outcomes)).isEqualTo(expectedVersionsById());
    }

    private Map<String, List<String>> versionsById(Outcomes outcomes) {
        return outcomes.enrichedRecords().stream()
                .map(Published::value)
                .collect(Collectors.groupingBy(
                        EnrichedDocument::getDocumentId,
                        Collectors.mapping(document -> versionOf(document.getText()), Collectors.toList())));
    }

    private Map<String, List<String>> expectedVersionsById() {
        return IntStream.range(0, documents)
                .boxed()
                .collect(Collectors.groupingBy(this::id, Collectors.mapping(i -> "Report " + i, Collectors.toList())));
    }

    private String id(int i) {
        return "document-" + i % ids;
    }

    static String text(int i) {
        return "Report " + i
                + ". The harbour of Rotterdam was closed on 3 March 2026 because of a storm, and the company"
                + " Nordkai Logistics GmbH paid 1,250.00 EUR for storage. The harbour was opened again the next day.";
    }

    private static String versionOf(String text) {
        return text.substring(0, text.indexOf('.'));
    }
}
