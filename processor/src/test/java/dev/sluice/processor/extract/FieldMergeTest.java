package dev.sluice.processor.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.extract.FieldMerge.PartFields;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Span;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMergeTest {
    private static final JsonMapper JSON = new JsonMapper();

    // ---- contradictions

    @Test
    void doubtsAValueThatAnotherPartContradictsAsSurely() {
        FieldMerge merge =
                merge(part("{'start':'2026-01-01'}", "/start", 0.95), part("{'start':'2026-02-01'}", "/start", 0.92));

        assertThat(merge.fields()).hasToString("{\"start\":\"2026-01-01\"}");
        assertThat(merge.isContradicted()).isTrue();
        assertThat(merge.evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.getConfidence()).isEqualTo(FieldMerge.CONTRADICTED);
            assertThat(evidence.getSpan()).contains(new Span(950, 951));
        });
        assertThat(merge.warnings())
                .containsExactly(new Problem(
                        "parts",
                        "/fields/start",
                        "is \"2026-01-01\" in 1 of the parts and \"2026-02-01\" in others, with evidence as good, so it is"
                                + " doubtful",
                        Severity.WARNING));
    }

    @Test
    void takesWhatMostPartsSayWhereTheEvidenceIsEquallyGood() {
        FieldMerge merge = merge(
                part("{'start':'a'}", "/start", 0.92),
                part("{'start':'b'}", "/start", 0.9),
                part("{'start':'b'}", "/start", 0.9));
        assertThat(merge.fields()).hasToString("{\"start\":\"b\"}");
        assertThat(merge.isContradicted()).isTrue();
    }

    @Test
    void takesTheValueWithTheBestEvidenceAndSaysWhatTheOthersSay() {
        FieldMerge merge = merge(part("{'start':'a'}", "/start", 0.6), part("{'start':'b'}", "/start", 0.9));
        assertThat(merge.fields()).hasToString("{\"start\":\"b\"}");
        assertThat(merge.isContradicted()).isFalse();
        assertThat(merge.evidence())
                .extracting(FieldEvidence::getConfidence)
                .as("the loser's evidence is not evidence for the winner")
                .containsExactly(0.9);
        assertThat(merge.warnings())
                .extracting(Problem::getMessage)
                .containsExactly("is \"b\" in 1 of the parts and \"a\" in others");
    }

    @Test
    void doesNotMixTwoObjectsThatContradictEachOther() {
        FieldMerge merge = merge(
                part("{'total':{'amount':5,'currency':'EUR'}}", "/total/amount", 0.7),
                part("{'total':{'amount':7,'currency':'USD'}}", "/total/amount", 0.9));
        assertThat(merge.fields()).hasToString("{\"total\":{\"amount\":7,\"currency\":\"USD\"}}");
    }

    @ParameterizedTest
    @CsvSource({"a, b, b, false, b", "a, b, c, true, a", "a, a, a, false, a"})
    void putsAChoiceWithoutEvidenceToTheVote(
            String one, String two, String three, boolean contradicted, String winner) {
        FieldMerge merge = merge(choice(one), choice(two), choice(three));
        assertThat(merge.fields().path("kind").asText()).isEqualTo(winner);
        assertThat(merge.isContradicted()).isEqualTo(contradicted);
    }

    // ---- agreement

    @Test
    void leavesANullWhereNoPartSaysAnything() {
        FieldMerge merge = merge(part("{'start':null}"), part("{'start':null}"));
        assertThat(merge.fields()).hasToString("{\"start\":null}");
        assertThat(merge.warnings()).isEmpty();
    }

    @Test
    void takesAValueFromTheOnePartThatHasIt() {
        FieldMerge merge =
                merge(part("{'start':null,'end':'z'}", "/end", 0.9), part("{'start':'a','end':null}", "/start", 0.8));
        assertThat(merge.fields()).hasToString("{\"start\":\"a\",\"end\":\"z\"}");
        assertThat(merge.evidence()).extracting(FieldEvidence::getPointer).containsExactly("/end", "/start");
        assertThat(merge.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'ACME  Ltd', acme ltd", "5, 5.00"})
    void takesTheSameValueWrittenDifferentlyForOne(String one, String other) {
        boolean number = one.equals("5");
        String quote = number ? "" : "'";
        FieldMerge merge = merge(
                part("{'x':" + quote + one + quote + "}", "/x", 0.8),
                part("{'x':" + quote + other + quote + "}", "/x", 0.9));
        assertThat(merge.fields().path("x").asText()).isEqualTo(one);
        assertThat(merge.warnings()).isEmpty();
        assertThat(merge.evidence()).hasSize(2);
    }

    @Test
    void completesAnObjectFromSeveralParts() {
        FieldMerge merge = merge(
                part("{'address':{'street':'Main St','city':null}}", "/address/street", 0.9),
                part("{'address':{'street':null,'city':'Bonn'}}", "/address/city", 0.8));
        assertThat(merge.fields()).hasToString("{\"address\":{\"street\":\"Main St\",\"city\":\"Bonn\"}}");
        assertThat(merge.evidence()).hasSize(2);
    }

    @Test
    void stringsListsTogetherAndTurnsTheirEvidenceToTheNewPlaces() {
        FieldMerge merge = merge(
                part("{'items':[{'name':'a'},{'name':'b'}]}", "/items/1/name", 0.9),
                part("{'items':[{'name':'b'},{'name':'c'}]}", "/items/0/name", 0.8, "/items/1/name", 0.7));
        assertThat(merge.fields()).hasToString("{\"items\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}");
        assertThat(merge.evidence())
                .extracting(FieldEvidence::getPointer)
                .containsExactly("/items/1/name", "/items/1/name", "/items/2/name");
    }

    @Test
    void findsAFieldWhoseNameHasASlash() {
        FieldMerge merge = merge(part("{'a/b':'x'}", "/a~1b", 0.9), part("{'a/b':'y'}", "/a~1b", 0.9));
        assertThat(merge.evidence()).extracting(FieldEvidence::getPointer).containsExactly("/a~1b");
        assertThat(merge.warnings()).extracting(Problem::getPointer).containsExactly("/fields/a~1b");
    }

    private static FieldMerge merge(PartFields... parts) {
        return new FieldMerge(List.of(parts));
    }

    private static PartFields choice(String value) {
        return part("{'kind':'" + value + "'}");
    }

    /** Evidence as pointers and confidences; the span begins at 1,000 times the confidence. */
    private static PartFields part(String fields, Object... evidence) {
        try {
            return new PartFields(
                    (ObjectNode) JSON.readTree(fields.replace('\'', '"')),
                    Stream.iterate(0, i -> i < evidence.length, i -> i + 2)
                            .map(i -> evidence((String) evidence[i], (double) evidence[i + 1]))
                            .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(fields, e);
        }
    }

    private static FieldEvidence evidence(String pointer, double confidence) {
        int start = (int) Math.round(confidence * 1000);
        return FieldEvidence.newBuilder()
                .setPointer(pointer)
                .setQuote("words")
                .setSpan(new Span(start, start + 1))
                .setConfidence(confidence)
                .build();
    }
}
