package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.DirectResult.Accepted;
import dev.sluice.processor.DirectResult.Held;
import dev.sluice.processor.DirectResult.Unfinished;
import dev.sluice.profile.CombinedSettings;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.RawDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the simulated server, in a time that passes only while the run waits. */
final class DirectRunTest {
    private static final String MAIL = """
            From: Jane Doe <jane.doe@example.com>

            Hello,
            I ordered a lamp on 2026-11-03, order 12345, and it has still not arrived. Where is my parcel?
            Jane Doe
            """;

    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final WaitedTime time = new WaitedTime();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void givesUpWhenAProviderStaysOutOfOrder() throws Exception {
        Unfinished end = (Unfinished) run(MAIL + "[[sim:503 times=always]]", UnaryOperator.identity());

        assertThat(end.cause()).isNotBlank();
        assertThat(end.calls()).hasSizeGreaterThan(1);
        assertThat(time.waited).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void waitsOutAShortOutage() throws Exception {
        assertThat(run(MAIL + "[[sim:429 retry-after=2 times=1]]", UnaryOperator.identity()))
                .isInstanceOf(Accepted.class);
        assertThat(time.waited).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void holdsWhatTheGateHolds() throws Exception {
        Held held = (Held) run(MAIL + "[[sim:low-confidence times=always]]", UnaryOperator.identity());

        assertThat(held.rejection().reason()).isEqualTo(DeadLetterReason.LOW_CONFIDENCE);
    }

    @Test
    void rejectsWhatCannotBeRead() throws Exception {
        Held held = (Held) run("", UnaryOperator.identity());

        assertThat(held.rejection().reason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertThat(held.calls()).isEmpty();
    }

    @Test
    void asksOnceWhereStepsAreCombinedAndElseThreeTimes() throws Exception {
        DirectResult chain = run(MAIL, profile -> profile.withCombined(Optional.empty()));
        DirectResult combined = run(MAIL, profile -> profile.withCombined(Optional.of(CombinedSettings.STANDARD)));

        assertThat(chain).isInstanceOf(Accepted.class);
        assertThat(combined).isInstanceOf(Accepted.class);
        assertThat(chain.calls()).hasSize(3);
        assertThat(combined.calls()).hasSize(1);
        assertThat(combined.document().getClassification().orElseThrow().getLabel())
                .isEqualTo(chain.document().getClassification().orElseThrow().getLabel());
    }

    private DirectResult run(String text, UnaryOperator<Profile> change) throws InterruptedException {
        ProcessorConfig config = ProcessorConfig.of(Map.of(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "schema.registry.url", "http://127.0.0.1:1",
                "llm.base.url", server.baseUrl()));
        Profiles profiles = new Profiles(
                new ProfileLoader().load().all().stream().map(change).toList());
        try (DirectRun run = new DirectRun(config, profiles, Duration.ofMinutes(1), time, time::pass)) {
            return run.run(
                    "mail-1",
                    RawDocument.newBuilder()
                            .setContent(text)
                            .setMediaType("text/plain")
                            .setProfile("support-email")
                            .build());
        }
    }

    private static final class WaitedTime extends Clock {
        private Duration waited = Duration.ZERO;

        void pass(Duration time) {
            waited = waited.plus(time);
        }

        @Override
        public Instant instant() {
            return Instant.parse("2026-11-20T10:00:00Z").plus(waited);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
