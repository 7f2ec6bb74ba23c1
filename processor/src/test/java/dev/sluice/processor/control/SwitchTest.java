package dev.sluice.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.llm.Apples;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.runtime.control.Control.KillSwitch;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the kill switch does to calls, and to the documents that they are for. */
final class SwitchTest {
    private final Controls controls = new Controls(Clock.systemUTC());
    private final ScriptedModel model = new ScriptedModel();
    private final StructuredCall call = new StructuredCall(
            new SwitchedClient(model, controls), ScriptedModel.ENDPOINT, Prices.NONE, Clock.systemUTC());

    @Test
    void makesNoCallAndLeavesNoTraceOfOneWhileItIsSet() throws Exception {
        controls.replace(List.of(kill()));
        EngineResult<String> result = call.ask(Apples.question(), List.of());

        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(result.attempts()).as("attempts become usage records").isEmpty();
        assertThat(((Unavailable<String>) result).cause())
                .contains("no call to any model, by ada")
                .contains("costs run");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void callsAgainWhenItIsReleased() throws Exception {
        controls.replace(List.of(kill()));
        call.ask(Apples.question(), List.of());
        controls.replace(List.of());
        model.fails(dev.sluice.processor.llm.LlmException.Reason.UNAVAILABLE);
        call.ask(Apples.question(), List.of());
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void documentsThatNoEngineCouldServeWaitForTheRelease() throws Exception {
        Enrichment decoded = document(true);
        Instant later = Instant.now().plusSeconds(60);
        SwitchedStep step =
                new SwitchedStep((document, retries) -> new RetryLater<>(document, later, "off", List.of()), controls);
        assertThat(step.apply(decoded, 0)).isInstanceOf(RetryLater.class);

        controls.replace(List.of(kill()));
        StepResult<Enrichment, Enrichment> held = step.apply(decoded, 0);
        assertThat(held).isInstanceOfSatisfying(OnHold.class, hold -> {
            assertThat(hold.hold().reason()).isEqualTo(WaitReason.KILL_SWITCH);
            assertThat(hold.hold().key()).isEqualTo("kill-switch");
            assertThat(hold.input()).isSameAs(decoded);
        });
        assertThat(step.apply(document(false), 0))
                .as("it waits for the registry")
                .isInstanceOf(RetryLater.class);
    }

    @Test
    void whatTheOfflineRulesCouldDoGoesOn() throws Exception {
        controls.replace(List.of(kill()));
        SwitchedStep step =
                new SwitchedStep((document, retries) -> new StepResult.Done<>(document, List.of()), controls);
        assertThat(step.apply(document(true), 0)).isInstanceOf(StepResult.Done.class);
    }

    private static Setting kill() {
        return new Setting(new KillSwitch(), "ada", Instant.now(), "costs run away", Optional.empty());
    }

    static Enrichment document(boolean decoded) {
        return Enrichment.newBuilder()
                .setDocumentId("d")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(Instant.EPOCH)
                        .build())
                .setProperties(
                        decoded
                                ? DocumentProperties.newBuilder()
                                        .setTenant("acme")
                                        .build()
                                : null)
                .build();
    }
}
