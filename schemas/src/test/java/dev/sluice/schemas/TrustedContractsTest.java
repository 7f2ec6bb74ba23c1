package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Instant;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class TrustedContractsTest {
    @Test
    void buildsContractsWithDefaultValuesInAnyProgram() {
        var source = SourceCoordinates.newBuilder()
                .setTopic("documents.raw")
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(Instant.EPOCH)
                .build();

        assertThat(source.getHeaders()).isEmpty();
    }

    @Test
    void trustsNothingElse() {
        TrustedContracts.trust();

        assertThat(ClassSecurityValidator.getGlobal().isTrusted(ProcessBuilder.class))
                .isFalse();
    }
}
