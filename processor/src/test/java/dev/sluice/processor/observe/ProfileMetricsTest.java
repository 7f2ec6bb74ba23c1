package dev.sluice.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Reload.Loaded;
import dev.sluice.profile.Reload.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class ProfileMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProfileMetrics metrics = new ProfileMetrics(registry);

    @Test
    void tellThatTheFolderHoldsAnEditThatIsNotInUse() {
        metrics.accept(new Refused("1 mistake in the profiles"));

        assertThat(outdated()).isEqualTo(1);
        assertThat(reloads("refused")).isEqualTo(1);
        assertThat(reloads("loaded")).isZero();
    }

    @Test
    void areAtEaseAgainOnceItIsMended() {
        metrics.accept(new Refused("1 mistake in the profiles"));
        metrics.accept(new Loaded(new ProfileLoader().load()));

        assertThat(outdated()).isZero();
        assertThat(reloads("loaded")).isEqualTo(1);
    }

    private double outdated() {
        return registry.get(Metrics.PROFILES_OUTDATED).gauge().value();
    }

    private double reloads(String result) {
        return registry.get(Metrics.PROFILE_RELOADS)
                .tag("result", result)
                .counter()
                .count();
    }
}
