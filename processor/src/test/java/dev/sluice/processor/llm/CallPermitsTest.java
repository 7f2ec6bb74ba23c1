package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.schemas.Stage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CallPermitsTest {
    private static final LlmRequest FOR_NO_DOCUMENT =
            new LlmRequest(List.of(new Message(Role.USER, "hello")), Optional.empty(), 1);

    private final CallPermits permits = new CallPermits(1);
    private final List<String> admitted = new CopyOnWriteArrayList<>();

    @Test
    void refusesToLetNothingThrough() {
        assertThatThrownBy(() -> new CallPermits(0)).hasMessageContaining("at least 1");
    }

    @Test
    void whoIsInterruptedWhileWaitingLeavesTheTurnToTheNext() throws Exception {
        permits.acquire(FOR_NO_DOCUMENT);
        Thread gone = waiting("gone", of(Stage.GATE));
        waiting("next", of(Stage.EXTRACT));

        gone.interrupt();
        gone.join();
        permits.release();

        await().until(() -> admitted.contains("next"));
        assertThat(admitted).containsExactly("next");
    }

    @Test
    void finishesDocumentsBeforeItBeginsOthers() throws Exception {
        permits.acquire(FOR_NO_DOCUMENT);
        waiting("extract 1", of(Stage.EXTRACT));
        waiting("summarize", of(Stage.SUMMARIZE));
        waiting("extract 2", of(Stage.EXTRACT));
        waiting("classify 1", of(Stage.CLASSIFY));
        waiting("classify 2", of(Stage.CLASSIFY));
        waiting("for somebody", FOR_NO_DOCUMENT);

        for (int before = 0; before < 6; before++) {
            int count = before + 1;
            permits.release();
            await().until(() -> admitted.size() == count);
        }

        assertThat(admitted)
                .containsExactly("for somebody", "classify 1", "classify 2", "summarize", "extract 1", "extract 2");
    }

    @Test
    void letsNobodyThroughUntilFewerAreInFlightThanMayBe() throws Exception {
        permits.change(2);
        for (int call = 0; call < 3; call++) {
            permits.acquire(FOR_NO_DOCUMENT);
        }
        permits.change(-2);
        assertThat(permits.free()).isEqualTo(-2);
        waiting("late", of(Stage.EXTRACT));

        permits.release();
        permits.release();
        assertThat(permits.free()).isZero();
        assertThat(admitted).isEmpty();

        permits.release();
        await().until(() -> admitted.contains("late"));
    }

    @Test
    void letsThoseThroughWhoWaitWhenThereAreMore() throws Exception {
        permits.acquire(FOR_NO_DOCUMENT);
        waiting("first", of(Stage.EXTRACT));
        waiting("second", of(Stage.EXTRACT));

        permits.change(2);

        await().until(() -> admitted.size() == 2);
        assertThat(permits.free()).isZero();
    }

    /** Keeps the permit that it gets. */
    private Thread waiting(String name, LlmRequest request) {
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                permits.acquire(request);
                admitted.add(name);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> caller.getState() == Thread.State.WAITING);
        return caller;
    }

    private static LlmRequest of(Stage stage) {
        return FOR_NO_DOCUMENT.in(new CallContext(Apples.SUBJECT, stage, 0));
    }
}
