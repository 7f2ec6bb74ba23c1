package dev.sluice.processor.observe;

import dev.sluice.profile.Reload;
import dev.sluice.profile.Reload.Loaded;
import dev.sluice.profile.Reload.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs the edits of the profiles' folder. Thread-safe. */
public final class ProfileMetrics implements Consumer<Reload> {
    private static final Logger log = LoggerFactory.getLogger(ProfileMetrics.class);

    private final MeterRegistry registry;
    private final AtomicInteger outdated;

    public ProfileMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.outdated = registry.gauge(Metrics.PROFILES_OUTDATED, new AtomicInteger());
        count("loaded", 0);
        count("refused", 0);
    }

    @Override
    public void accept(Reload reload) {
        switch (reload) {
            case Loaded loaded -> {
                outdated.set(0);
                count("loaded", 1);
                log.info(
                        "The profiles were edited; {} are in use",
                        loaded.profiles().all().size());
            }
            case Refused refused -> {
                outdated.set(1);
                count("refused", 1);
                log.error("The edited profiles are not used; the ones before stay in use. {}", refused.mistakes());
            }
        }
    }

    private void count(String result, int by) {
        registry.counter(Metrics.PROFILE_RELOADS, "result", result).increment(by);
    }
}
