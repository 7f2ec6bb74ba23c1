package dev.sluice.acceptance;

import dev.sluice.processor.ProcessorApp;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.runtime.time.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** Starts processors in this JVM. */
public final class Processors {
    private static final Duration START = Duration.ofMinutes(2);

    private Processors() {}

    /** Returns when it works; one that never does is closed. */
    public static ProcessorApp start(Map<String, String> config) throws IOException, InterruptedException {
        ProcessorApp processor = new ProcessorApp(ProcessorConfig.of(config), SteadyClock.system());
        try {
            processor.start();
            Awaitility.await().atMost(START).until(processor::isReady);
            return processor;
        } catch (InterruptedException | RuntimeException failure) {
            processor.close();
            throw failure;
        }
    }
}
