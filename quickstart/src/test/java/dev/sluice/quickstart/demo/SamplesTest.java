package dev.sluice.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.demo.Expectation.DeadLetter;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void areManyAndSomeOfThemBroken() {
        assertThat(Samples.load())
                .hasSizeGreaterThanOrEqualTo(20)
                .anyMatch(sample -> sample.expected() instanceof DeadLetter)
                .extracting(Sample::documentId)
                .doesNotHaveDuplicates();
    }

    @Test
    void declareWhatTheirNamesTell() {
        assertThat(Samples.load())
                .filteredOn(sample -> sample.documentId().endsWith(".eml"))
                .isNotEmpty()
                .allMatch(
                        sample -> sample.document().getMediaType().orElseThrow().equals("message/rfc822"));
    }
}
