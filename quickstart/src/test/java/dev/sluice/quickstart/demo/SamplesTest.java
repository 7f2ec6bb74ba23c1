package dev.sluice.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.demo.Expectation.DeadLetter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void areManyAndSomeOfThemBroken() {
        assertThat(Samples.load(LlmChoice.SIMULATED))
                .hasSizeGreaterThanOrEqualTo(20)
                .anyMatch(sample -> sample.expected() instanceof DeadLetter)
                .extracting(Sample::documentId)
                .doesNotHaveDuplicates();
    }

    @Test
    void expectLessOfTheOfflineRulesWhereTheListSaysSo() {
        Sample wrongItem = Samples.load(LlmChoice.OFFLINE).stream()
                .filter(sample -> sample.documentId().endsWith("wrong-item-with-attachments.eml"))
                .findFirst()
                .orElseThrow();
        assertThat(wrongItem.expected()).isEqualTo(new DeadLetter("LOW_CONFIDENCE", Optional.of("support-email")));
    }

    @Test
    void declareWhatTheirNamesTell() {
        assertThat(Samples.load(LlmChoice.SIMULATED))
                .filteredOn(sample -> sample.documentId().endsWith(".eml"))
                .isNotEmpty()
                .allMatch(
                        sample -> sample.document().getMediaType().orElseThrow().equals("message/rfc822"));
    }
}
