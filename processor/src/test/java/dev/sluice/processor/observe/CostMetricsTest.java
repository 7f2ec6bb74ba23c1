package dev.sluice.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CostMetrics costs = new CostMetrics(registry, Map.of("model", "gpt-test"));

    @Test
    void manyTenantsShareOneCount() {
        for (int i = 0; i < CostMetrics.MOST_TENANTS + 10; i++) {
            costs.add(call("tenant-" + i));
            costs.add(call("tenant-" + i));
        }
        assertThat(registry.find("sluice.llm.cost.usd").counters()).hasSize(CostMetrics.MOST_TENANTS + 1);
        assertThat(dollars("other")).isEqualTo(10.0);
        assertThat(dollars("tenant-0")).isEqualTo(1.0);
    }

    @Test
    void countsDollarsByModelTenantStageAndProfile() {
        costs.add(call("acme"));
        assertThat(dollars("acme")).isEqualTo(0.5);
        assertThat(registry.counter("sluice.stage.cost.usd", "stage", "extract", "profile", "none")
                        .count())
                .isEqualTo(0.5);
    }

    private double dollars(String tenant) {
        return registry.counter("sluice.llm.cost.usd", "model", "gpt-test", "tenant", tenant)
                .count();
    }

    static LlmUsage call(String tenant) {
        return LlmUsage.newBuilder()
                .setDocumentId("d")
                .setTenant(tenant)
                .setStage("extract")
                .setEngine("model")
                .setModel("gpt-test-2026")
                .setOutcome(AttemptOutcome.VALID)
                .setUsage(new TokenUsage(1L, 0L, 0L))
                .setCostMicros(500_000)
                .setDurationMs(1)
                .setCalledAt(Instant.EPOCH)
                .build();
    }
}
