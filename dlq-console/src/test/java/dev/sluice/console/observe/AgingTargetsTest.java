package dev.sluice.console.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.avro.DeadLetterReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgingTargetsTest {
    @ParameterizedTest
    @ValueSource(strings = {"REFUSED", "REFUSED=4h", "REFUSED=", "refused=PT4H", "=PT4H", "NONE=PT4H"})
    void namesThePartThatIsNoTarget(String part) {
        assertThatThrownBy(() -> AgingTargets.of(Duration.ZERO, "LOW_CONFIDENCE=P1D, " + part, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + part + "'");
    }

    @Test
    void takesTheStandardWhereAReasonHasNoTargetOfItsOwn() {
        AgingTargets targets = AgingTargets.of(Duration.ofDays(1), "REFUSED=PT4H,UNREADABLE=PT0S", 0);

        assertThat(targets.of(DeadLetterReason.REFUSED)).contains(Duration.ofHours(4));
        assertThat(targets.of(DeadLetterReason.LOW_CONFIDENCE)).contains(Duration.ofDays(1));
        assertThat(targets.of(DeadLetterReason.UNREADABLE)).as("zero is never").isEmpty();
    }
}
