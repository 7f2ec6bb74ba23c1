package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.runtime.control.Control;
import dev.sluice.runtime.control.Control.KillSwitch;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.ControlWriter;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What people set reaches every instance, and loses nothing. */
@ExtendWith(SharedCluster.class)
final class ControlIT {
    private static final SimulatedLlmSettings SLOW = SimulatedLlmSettings.builder()
            .latency(Latency.fixed(Duration.ofMillis(300)))
            .build();
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Logger CONTROLS = (Logger) LoggerFactory.getLogger(Controls.class);

    @TempDir
    private Path folder;

    /** What an instance logs of the settings that it follows from then on. */
    private final Queue<String> followed = new ConcurrentLinkedQueue<>();

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            followed.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        CONTROLS.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        CONTROLS.detachAppender(appender);
    }

    @Test
    void theKillSwitchStopsAllCallsOfTwoInstancesUnderLoadAndAllGoesOnAfterIt(Cluster cluster) throws Exception {
        Load load = new Load(600, 200);
        // So slow that it is not over before the switch is set.
        SimulatedLlmSettings slower =
                SLOW.toBuilder().latency(Latency.fixed(Duration.ofSeconds(3))).build();
        try (Stack stack = Stack.start(cluster, folder, 2);
                SimulatedLlm llm = SimulatedLlm.start(slower);
                Outcomes outcomes = stack.outcomes();
                ControlWriter writer = writer(stack);
                ProcessorApp first = Stack.processor(config(stack, llm, "first", 32));
                ProcessorApp second = Stack.processor(config(stack, llm, "second", 32))) {
            load.produceTo(stack);
            await().atMost(LONG).until(() -> llm.calls().total() > 50 && both(first, second));

            Setting kill = set(writer, new KillSwitch(), Optional.empty());
            await().atMost(LONG)
                    .until(() -> metrics(first).lines().anyMatch(ControlIT::waitsForKillSwitch)
                            && metrics(second).lines().anyMatch(ControlIT::waitsForKillSwitch)
                            && llm.calls().inFlight() == 0);
            long calls = llm.calls().total();
            assertThat(calls).as("it was not over by itself").isLessThan(load.documents() * 3L);
            await().during(Duration.ofSeconds(4)).atMost(LONG).until(() -> {
                outcomes.poll(Duration.ofMillis(50));
                return llm.calls().total() == calls;
            });
            assertThat(llm.calls().inFlight()).isZero();
            assertThat(outcomes.deadLetters()).isEmpty();

            llm.settings(SimulatedLlmSettings.defaults());
            writer.unset(kill, "bo", "over");
            outcomes.awaitCount(load.documents(), LONG);
            load.assertComplete(outcomes);
            assertThat(outcomes.usage())
                    .as("no call that was not made is reported")
                    .hasSize(load.documents() * Load.STAGES);
        }
    }

    @Test
    void anInstanceThatStartsWhileItIsSetMakesNoCallUntilItExpires(Cluster cluster) throws Exception {
        Load load = new Load(20, 20);
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(SLOW);
                Outcomes outcomes = stack.outcomes();
                ControlWriter writer = writer(stack)) {
            load.produceTo(stack);
            set(writer, new KillSwitch(), Optional.empty());
            try (ProcessorApp app = Stack.processor(config(stack, llm, "only", 32))) {
                await().atMost(LONG)
                        .until(() -> metrics(app).contains("reason=\"kill-switch\",stage=\"extract\"} 20.0"));
                assertThat(llm.calls().total()).isZero();

                Setting ending = set(writer, new KillSwitch(), Optional.of(Duration.ofSeconds(5)));
                outcomes.awaitCount(load.documents(), LONG);
                load.assertComplete(outcomes);
                assertThat(Instant.now()).isAfter(ending.expiresAt().orElseThrow());
            }
        }
    }

    @Test
    void aPausedTenantWaitsInOrderWhileAnotherGoesOn(Cluster cluster) throws Exception {
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(SimulatedLlmSettings.defaults());
                Outcomes outcomes = stack.outcomes();
                ControlWriter writer = writer(stack);
                ProcessorApp app = Stack.processor(config(stack, llm, "only", 4))) {
            Setting pause = set(writer, new Pause(new OfTenant("acme")), Optional.empty());
            awaitFollowed("Set: documents of tenant acme wait");
            int paused = 300;
            for (int i = 0; i < paused; i++) {
                stack.produce("acme-" + i % 50, document("acme", i));
            }
            int others = 30;
            for (int i = 0; i < others; i++) {
                stack.produce("other-" + i, document("other", i));
            }
            outcomes.awaitCount(others, LONG);
            assertThat(outcomes.enriched())
                    .hasSize(others)
                    .extracting(EnrichedDocument::getDocumentId)
                    .allMatch(id -> id.startsWith("other-"));
            assertThat(metrics(app)).contains("reason=\"paused-tenant\",stage=\"extract\"} 300.0");

            writer.unset(pause, "bo", "over");
            outcomes.awaitCount(paused + others, LONG);
            assertThat(outcomes.enriched()).hasSize(paused + others);
            assertThat(outcomes.enriched())
                    .filteredOn(each -> each.getDocumentId().equals("acme-7"))
                    .as("versions of one document")
                    .extracting(
                            each -> each.getText().substring(0, each.getText().indexOf('.')))
                    .containsExactly("Report 7", "Report 57", "Report 107", "Report 157", "Report 207", "Report 257");
        }
    }

    @Test
    void aThresholdIsFollowedUntilItIsTakenBack(Cluster cluster) throws Exception {
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(SimulatedLlmSettings.defaults());
                Outcomes outcomes = stack.outcomes();
                ControlWriter writer = writer(stack);
                ProcessorApp app = Stack.processor(config(stack, llm, "only", 8))) {
            Setting strict = set(writer, new Threshold("general", 1), Optional.empty());
            awaitFollowed("Set: documents of profile general are published from confidence");
            stack.produce("strict", document("acme", 1));
            outcomes.awaitDocument("strict", LONG);
            assertThat(outcomes.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.LOW_CONFIDENCE);
                assertThat(letter.getDetail()).contains("below the 1.00");
            });

            writer.unset(strict, "bo", "over");
            awaitFollowed("No longer set: threshold/general");
            stack.produce("as ever", document("acme", 2));
            outcomes.awaitDocument("as ever", LONG);
            assertThat(outcomes.enriched())
                    .extracting(EnrichedDocument::getDocumentId)
                    .containsExactly("as ever");
        }
    }

    private void awaitFollowed(String message) {
        await().atMost(LONG).until(() -> followed.stream().anyMatch(each -> each.startsWith(message)));
    }

    private static boolean waitsForKillSwitch(String line) {
        return line.matches("sluice_waiting_documents\\{reason=\"kill-switch\".* [1-9].*");
    }

    private static boolean both(ProcessorApp first, ProcessorApp second) throws Exception {
        String inFlight = "sluice_calls_in_flight\\{stage=\"extract\"} [1-9].*";
        return metrics(first).lines().anyMatch(line -> line.matches(inFlight))
                && metrics(second).lines().anyMatch(line -> line.matches(inFlight));
    }

    private static String metrics(ProcessorApp app) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static Setting set(ControlWriter writer, Control control, Optional<Duration> time) {
        Instant now = Instant.now();
        Setting setting = new Setting(control, "ada", now, "tried", time.map(now::plus));
        writer.set(setting, Optional.empty());
        return setting;
    }

    private static ControlWriter writer(Stack stack) {
        return new ControlWriter(
                Map.of("bootstrap.servers", stack.broker.bootstrapServers()), stack.serdes(), Clock.systemUTC());
    }

    private static RawDocument document(String tenant, int number) {
        return RawDocument.newBuilder()
                .setContent(Load.text(number))
                .setMediaType("text/plain")
                .setProfile("general")
                .setTenant(tenant)
                .build();
    }

    private static Map<String, String> config(Stack stack, SimulatedLlm llm, String instance, int room) {
        return withRoomFor(Load.config(stack, llm, instance), room);
    }

    private static Map<String, String> withRoomFor(Map<String, String> config, int calls) {
        config.put("stage.max.in.flight", Integer.toString(calls));
        return config;
    }
}
