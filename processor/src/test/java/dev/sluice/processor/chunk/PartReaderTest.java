package dev.sluice.processor.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.Excerpt;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartReaderTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final EngineTask DOCUMENT = TestTasks.task("text", TestTasks.profile("model"));

    @Test
    void interruptsEveryCallWhenTheStageCloses() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        AtomicInteger interrupted = new AtomicInteger();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread stage = Thread.ofVirtual().start(() -> {
            try {
                reader(10, 0.2, number -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                                return answered(number);
                            } catch (InterruptedException e) {
                                interrupted.incrementAndGet();
                                throw e;
                            }
                        })
                        .read(3);
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        begun.await();

        stage.interrupt();

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertThat(interrupted).as("all had ended when it was thrown").hasValue(3);
    }

    @Test
    void passesAFaultOnAndBeginsNoOtherPart() {
        AtomicInteger begun = new AtomicInteger();
        PartReader<String> reader = reader(10, 0.2, number -> {
            begun.incrementAndGet();
            throw new IllegalArgumentException("a fault");
        });
        assertThatThrownBy(() -> reader.read(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a fault");
        assertThat(begun).hasValue(1);
    }

    @Test
    void waitsForAProviderThatGoesDownInTheMiddleAndKeepsWhatWasAnswered() throws Exception {
        PartResults<String> results = reader(
                        5,
                        0.2,
                        number -> number == 2
                                ? new Unavailable<>(Optional.of(Duration.ofSeconds(7)), "it is down", attempts(number))
                                : answered(number))
                .read(1);

        assertThat(results.failure()).containsInstanceOf(Unavailable.class);
        Unavailable<String> out = (Unavailable<String>) results.failure().orElseThrow();
        assertThat(out.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(out.attempts())
                .as("two parts paid for, one that failed, none begun after it")
                .extracting(attempt -> attempt.getPart().orElseThrow())
                .containsExactly("part 0", "part 1", "part 2");
    }

    @Test
    void stopsWhenTooMuchIsLost() throws Exception {
        PartResults<String> results = reader(10, 0.2, PartReaderTest::unusable).read(1);
        Unusable<String> unusable = (Unusable<String>) results.failure().orElseThrow();
        assertThat(unusable.attempts()).as("beyond two of ten").hasSize(3);
        assertThat(unusable.rejection().reason()).isEqualTo(DeadLetterReason.REFUSED);
        assertThat(unusable.rejection().detail())
                .isEqualTo(
                        "3 of the 10 parts of the document could not be read, so too much of it is not known; the first"
                                + " is the part from character 0 to 100: it declined");
    }

    @Test
    void givesUpOnAPartThatIsTooMuchThoughItIsTheLast() throws Exception {
        PartResults<String> results = reader(3, 0.2, number -> number == 2 ? unusable(number) : answered(number))
                .read(1);
        assertThat(results.failure()).containsInstanceOf(Unusable.class);
    }

    @Test
    void goesOnWithoutALittleOfTheDocumentAndSaysSo() throws Exception {
        PartResults<String> results = reader(10, 0.2, number -> number == 4 ? unusable(number) : answered(number))
                .read(2);
        assertThat(results.failure()).isEmpty();
        assertThat(results.answers()).hasSize(9);
        assertThat(results.attempts()).hasSize(10);
        assertThat(results.share()).isCloseTo(0.9, within(1e-9));
        assertThat(results.warnings())
                .extracting(Problem::getMessage)
                .containsExactly(
                        "does not know the part from character 400 to 500, which could not be read: it declined");
    }

    @Test
    void readsAFewPartsAtOnceAndKeepsTheirOrder() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PartResults<String> results = reader(40, 0.2, number -> {
                    int now = underWay.incrementAndGet();
                    most.accumulateAndGet(now, Math::max);
                    if (number < 4) {
                        await().atMost(SOON).until(() -> most.get() == 4);
                    }
                    underWay.decrementAndGet();
                    return answered(number);
                })
                .read(4);
        assertThat(most).hasValue(4);
        assertThat(results.answers())
                .extracting(PartResults.Answer::value)
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(Integer::toString).toList());
    }

    @FunctionalInterface
    private interface NumberedEngine {
        EngineResult<String> read(int number) throws InterruptedException;
    }

    private static PartReader<String> reader(int parts, double tolerated, NumberedEngine engine) {
        List<Part> list =
                IntStream.range(0, parts).mapToObj(PartReaderTest::part).toList();
        return new PartReader<>(
                list, task -> engine.read(Integer.parseInt(task.text().text())), tolerated);
    }

    private static Part part(int number) {
        Span span = span(number);
        return new Part(
                span, () -> DOCUMENT.reading(Excerpt.ofPart(span, CleanText.of(Integer.toString(number)), "a part")));
    }

    private static Span span(int number) {
        return new Span(number * 100, number * 100 + 100);
    }

    private static EngineResult<String> answered(int number) {
        return new Answered<>(Integer.toString(number), 0.9, attempts(number));
    }

    private static EngineResult<String> unusable(int number) {
        return new Unusable<>(new Rejection(DeadLetterReason.REFUSED, "it declined"), attempts(number));
    }

    private static List<Attempt> attempts(int number) {
        return List.of(Attempt.newBuilder()
                .setStage("extract")
                .setPart("part " + number)
                .setOrigin(Origin.newBuilder().setEngine("model").build())
                .setStartedAt(Instant.EPOCH)
                .setDurationMs(1)
                .setOutcome(AttemptOutcome.VALID)
                .build());
    }
}
