package dev.sluice.acceptance.secured;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that is logged meanwhile, by Kafka's clients from {@code info} on, where they show their configuration. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");

    private CapturedLog() {}

    static CapturedLog open() {
        CapturedLog log = new CapturedLog();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.root.addAppender(log);
        log.kafka.setLevel(Level.INFO);
        // So much of it would hide the rest on the console.
        log.kafka.setAdditive(false);
        log.kafka.addAppender(log);
        return log;
    }

    /** What was logged, stack traces included. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        kafka.detachAppender(this);
        kafka.setAdditive(true);
        kafka.setLevel(null);
        stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getFormattedMessage() + trace);
    }
}
