package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse.Finish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PermitLimitedClientTest {
    private static final LlmRequest REQUEST =
            new LlmRequest(List.of(new Message(Role.USER, "hello")), Optional.empty(), 1);
    private static final LlmResponse RESPONSE =
            new LlmResponse("{}", Finish.STOP, Optional.empty(), "m", ScriptedModel.USAGE);

    @Test
    void givesThePermitBackAfterAFailure() {
        LlmClient client = new PermitLimitedClient(
                request -> {
                    throw new LlmException(Reason.UNAVAILABLE, "down", null, null);
                },
                new CallPermits(1));
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(() -> client.complete(REQUEST)).isInstanceOf(LlmException.class);
        }
    }

    @Test
    void aCallThatIsInterruptedWhileItWaitsTakesNoPermit() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        LlmClient client = new PermitLimitedClient(
                request -> {
                    started.incrementAndGet();
                    release.await();
                    return RESPONSE;
                },
                new CallPermits(1));
        Thread first = call(client);
        Awaitility.await().until(() -> started.get() == 1);
        Thread waiting = call(client);
        waiting.interrupt();
        waiting.join();
        release.countDown();
        first.join();
        assertThat(client.complete(REQUEST)).isEqualTo(RESPONSE);
        assertThat(started).hasValue(2);
    }

    @Test
    void neverHasMoreCallsInFlightThanPermits() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(4);
        LlmClient client = new PermitLimitedClient(
                request -> {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    full.countDown();
                    full.await();
                    inFlight.decrementAndGet();
                    return RESPONSE;
                },
                new CallPermits(4));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            callers.add(call(client));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(most).hasValue(4);
    }

    private static Thread call(LlmClient client) {
        return Thread.startVirtualThread(() -> {
            try {
                client.complete(REQUEST);
            } catch (LlmException e) {
                throw new AssertionError(e);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
