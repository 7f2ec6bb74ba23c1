package dev.sluice.processor.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CorrectionsTest {
    private final Corrections corrections = new Corrections();

    @Test
    void holdsNoneOfAProfileThatNobodyCorrected() {
        assertThat(corrections.of("support-email").documents()).isEmpty();
        assertThat(corrections.size()).isZero();
    }

    @Test
    void forgetsNothingWhenAnUnknownCorrectionIsTakenBack() {
        corrections.put(KnownDocuments.at(0, "a"));
        long version = corrections.of("support-email").version();

        corrections.remove("b");

        assertThat(ids()).containsExactly("correction:a");
        assertThat(corrections.of("support-email").version()).isEqualTo(version);
    }

    @Test
    void keepsOnlyTheBeginningOfAHugeText() {
        corrections.put(KnownDocuments.correction("a", "x".repeat(3999) + "\uD83D\uDE00" + "word ".repeat(1_000_000))
                .setFields("[" + "1,".repeat(10_000) + "1]")
                .setSummary("long ".repeat(1000))
                .build());

        KnownDocument held = corrections.of("support-email").documents().getFirst();
        assertThat(held.text()).isEqualTo("x".repeat(3999));
        assertThat(held.fields()).as("cut off it would be wrong").isEmpty();
        assertThat(held.summary()).isEmpty();
    }

    @Test
    void leavesOutFieldsThatAreNoJsonObjectAndKeepsTheRest() {
        for (String broken : List.of("{", "", "null", "[1]", "{} {}", "\"text\"")) {
            corrections.put(KnownDocuments.correction("a", "Hello")
                    .setFields(broken)
                    .setLabel("general_inquiry")
                    .build());

            KnownDocument held = corrections.of("support-email").documents().getFirst();
            assertThat(held.fields()).as(broken).isEmpty();
            assertThat(held.label()).contains("general_inquiry");
        }
    }

    @Test
    void keepsTheNewestInWhateverOrderTheyCome() {
        List<Integer> order = new java.util.ArrayList<>(
                IntStream.rangeClosed(1, Corrections.MOST + 200).boxed().toList());
        Collections.shuffle(order, new java.util.Random(7));

        order.forEach(second -> corrections.put(KnownDocuments.at(second, "d" + second)));

        assertThat(corrections.size()).isEqualTo(Corrections.MOST);
        assertThat(ids()).contains("correction:d201", "correction:d1200").doesNotContain("correction:d200");
    }

    @Test
    void theLatestDecisionAboutADocumentCounts() {
        corrections.put(KnownDocuments.labelled("a", "Hello", "refund_request"));
        corrections.put(KnownDocuments.labelled("a", "Hello", "delivery_issue"));

        assertThat(corrections.of("support-email").documents())
                .singleElement()
                .satisfies(document -> assertThat(document.label()).contains("delivery_issue"));
    }

    @Test
    void aDocumentThatGotAnotherProfileLeavesTheFormerOne() {
        corrections.put(KnownDocuments.labelled("a", "Hello", "refund_request"));
        corrections.put(
                KnownDocuments.correction("a", "Hello").setProfile("general").build());

        assertThat(ids()).isEmpty();
        assertThat(corrections.of("general").documents()).hasSize(1);
        assertThat(corrections.size()).isEqualTo(1);
    }

    @Test
    void aCorrectionThatIsTakenBackIsForgotten() {
        corrections.put(KnownDocuments.at(0, "a"));
        corrections.put(KnownDocuments.at(0, "b"));

        corrections.remove("a");

        assertThat(ids()).containsExactly("correction:b");
        assertThat(corrections.size()).isEqualTo(1);
    }

    private List<String> ids() {
        return corrections.of("support-email").documents().stream()
                .map(KnownDocument::id)
                .toList();
    }
}
