package dev.sluice.processor.async;

import dev.sluice.processor.async.Calls.Ended;
import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stage in one task, from its initialisation to its close: takes records in, has them worked on, forwards what came
 * of them. Confined to the stream thread; only the calls run elsewhere.
 */
final class StageRun<I, O> {
    private static final Logger log = LoggerFactory.getLogger(StageRun.class);

    private final AsyncStage<I, O> stage;
    private final ProcessorContext<byte[], Object> context;
    private final KeyValueStore<Long, byte[]> store;
    private final PendingCodec<I> codec;
    private final Calls<I, O> calls;
    private final Dispatcher<I, O> dispatcher;
    private final Ticker ticker;
    private final StageLoad load;
    /** The timestamps of the pending records by sequence number, which is the order they came in. */
    private final Map<Long, Long> timestamps = new LinkedHashMap<>();

    private long nextSequence;

    private StageRun(AsyncStage<I, O> stage, ProcessorContext<byte[], Object> context) {
        this.stage = stage;
        this.context = context;
        this.store = context.getStateStore(stage.storeName());
        this.codec = new PendingCodec<>(stage.values());
        this.calls = new Calls<>(stage.name(), stage.step(), stage.maxInFlight(), stage.intake()::isDraining);
        Lanes lanes = new Lanes();
        this.dispatcher = new Dispatcher<>(capacity(stage.maxInFlight()), calls, this::load, lanes, stage.holds());
        this.ticker = new Ticker(context, this::tick);
        this.load = new StageLoad(
                stage.name(),
                context.taskId(),
                capacity(stage.maxInFlight()),
                stage.maxAside(),
                calls::inFlight,
                lanes);
    }

    /** Begins with what the store holds: records that another run took in and did not settle. */
    static <I, O> StageRun<I, O> begin(AsyncStage<I, O> stage, ProcessorContext<byte[], Object> context) {
        StageRun<I, O> run = new StageRun<>(stage, context);
        stage.intake().open(run.load);
        run.resume();
        return run;
    }

    /** Takes a record in: from here on it is this stage's, whatever happens to this instance. */
    void take(Record<byte[], I> record) {
        long sequence = nextSequence++;
        Pending<I> pending =
                new Pending<>(record.key(), record.value(), record.timestamp(), record.headers(), 0, Instant.EPOCH);
        store.put(sequence, codec.encode(pending));
        admit(sequence, pending);
        proceed();
    }

    /** Aborts the calls; their records are still in the store. */
    void close() {
        stage.intake().close(load);
        ticker.stop();
        calls.abort();
    }

    /** What is taken in beyond the calls in flight keeps all places taken until the stream thread comes by again. */
    private static int capacity(int maxInFlight) {
        return maxInFlight + Math.max(16, maxInFlight / 4);
    }

    private void resume() {
        try (KeyValueIterator<Long, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Long, byte[]> entry = entries.next();
                admit(entry.key, codec.decode(entry.value));
                nextSequence = entry.key + 1;
            }
        }
        if (!timestamps.isEmpty()) {
            log.info("{} {}: resuming {} documents", stage.name(), context.taskId(), timestamps.size());
        }
        proceed();
    }

    private Pending<I> load(long sequence) {
        return codec.decode(store.get(sequence));
    }

    private void admit(long sequence, Pending<I> pending) {
        timestamps.put(sequence, pending.timestamp());
        dispatcher.admit(sequence, pending);
    }

    private void tick() {
        Ended<I, O> ended = calls.takeEnded();
        while (ended != null) {
            settle(ended);
            ticker.wantCommit();
            ended = calls.takeEnded();
        }
        ticker.commitIfDue();
        proceed();
    }

    private void proceed() {
        if (!stage.intake().isDraining()) {
            dispatcher
                    .release()
                    .forEach(key ->
                            log.info("{} {}: records go on that waited for {}", stage.name(), context.taskId(), key));
            dispatcher.dispatch(stage.clock().instant());
        }
        ticker.adjust(calls.started() > 0, !timestamps.isEmpty());
        long oldest = timestamps.isEmpty()
                ? Long.MAX_VALUE
                : timestamps.values().iterator().next();
        load.update(timestamps.size(), oldest, ticker.isFast());
    }

    private void settle(Ended<I, O> ended) {
        Pending<I> pending = ended.pending();
        StepResult<I, O> result = resultOf(ended);
        result.usage()
                .forEach(usage -> context.forward(
                        new Record<>(pending.key(), usage, pending.timestamp(), new RecordHeaders()),
                        stage.ports().usage()));
        switch (result) {
            case Done<I, O> done -> {
                forward(pending, done.output(), stage.ports().done());
                finish(ended.sequence(), pending);
            }
            case Rejected<I, O> rejected -> {
                forward(
                        pending,
                        new StageRejection<>(stage.stage(), rejected.input(), rejected.rejection()),
                        stage.ports().rejected());
                finish(ended.sequence(), pending);
            }
            case RetryLater<I, O> later -> {
                store.put(ended.sequence(), codec.encode(pending.retryWith(later.input(), later.notBefore())));
                dispatcher.putOff(ended.sequence(), pending.key(), later.notBefore());
            }
            case OnHold<I, O> held -> {
                if (!held.input().equals(pending.value())) {
                    store.put(ended.sequence(), codec.encode(pending.heldWith(held.input())));
                }
                hold(ended.sequence(), pending.key(), held.hold());
            }
        }
    }

    private void hold(long sequence, byte @Nullable [] key, Hold hold) {
        if (dispatcher.hold(sequence, key, hold)) {
            log.info("{} {}: records wait ({}): {}", stage.name(), context.taskId(), hold.key(), hold.why());
        }
    }

    private void forward(Pending<I> pending, Object value, String port) {
        context.forward(new Record<>(pending.key(), value, pending.timestamp(), pending.headers()), port);
    }

    private void finish(long sequence, Pending<I> pending) {
        store.delete(sequence);
        timestamps.remove(sequence);
        dispatcher.settled(pending.key());
    }

    /** A step that throws is at fault itself, and so is the document that made it: a person must look at both. */
    private StepResult<I, O> resultOf(Ended<I, O> ended) {
        return switch (ended.result().state()) {
            case SUCCESS -> ended.result().resultNow();
            case FAILED -> {
                Throwable fault = ended.result().exceptionNow();
                if (fault instanceof VirtualMachineError error && !(fault instanceof StackOverflowError)) {
                    throw error;
                }
                log.error("{} {}: the step failed", stage.name(), context.taskId(), fault);
                yield new Rejected<>(
                        ended.pending().value(),
                        new Rejection(
                                DeadLetterReason.INTERNAL_ERROR,
                                "The stage " + stage.name() + " failed: " + fault
                                        + ". This is a fault in Sluice: report it, then redrive the document."),
                        List.of());
            }
            case CANCELLED, RUNNING -> throw new IllegalStateException("an aborted call was taken up");
        };
    }
}
