package dev.sluice.processor.async;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A stage's node in one task. Kafka Streams initialises the same node again after a rebalance or a corrupted state: each
 * time a new {@link StageRun} begins with what the store holds.
 */
final class StageProcessor<I, O> implements Processor<byte[], I, byte[], Object> {
    private final AsyncStage<I, O> stage;
    private @Nullable StageRun<I, O> run;

    StageProcessor(AsyncStage<I, O> stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        run = StageRun.begin(stage, context);
    }

    @Override
    public void process(Record<byte[], I> record) {
        if (run == null) {
            throw new IllegalStateException("the stage " + stage.name() + " was not initialised");
        }
        run.take(record);
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }
}
