package dev.sluice.runtime.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes and how it looks. Each method replaces what was set before, for the whole process.
 *
 * <p>{@code log.level} is that of Sluice's own messages; the libraries' are logged from {@code warn} on. Whoever names a
 * configuration of their own with {@code -Dlogback.configurationFile} keeps it: then these methods do nothing.
 */
public final class Logging {
    private static final String OWN_CONFIGURATION = "logback.configurationFile";
    private static final String OWN_PACKAGES = "dev.sluice";
    /** Parsers complain of damaged documents with stack traces; the dead letter says it once. */
    private static final List<String> PARSERS =
            List.of("org.apache.fontbox", "org.apache.pdfbox", "org.apache.poi", "org.apache.tika");

    /**
     * Recommends a module of the JVM for searches in vectors, of which there are none here, by the JDK's own log, which
     * would forget the level of a logger that nobody holds.
     */
    private static final java.util.logging.Logger LUCENE =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private static final String TEXT =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}%replace( [%X{document}]){' \\[\\]', ''} %msg%n%ex";

    private Logging() {}

    /** Logs nothing: for commands, whose output is their own. */
    public static void off() {
        if (!isConfiguredByUser()) {
            java.util.logging.LogManager.getLogManager().reset();
            reset().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        }
    }

    /**
     * Logs to standard output.
     *
     * @param values the configuration, of which {@code log.format} and {@code log.level} count
     */
    public static void toConsole(Map<String, String> values) {
        apply(values, new ConsoleAppender<>());
    }

    /** Logs to the end of a file. */
    public static void toFile(Map<String, String> values, Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        apply(values, appender);
    }

    private static void apply(Map<String, String> values, OutputStreamAppender<ILoggingEvent> appender) {
        if (isConfiguredByUser()) {
            return;
        }
        ConfigValues settings = ConfigValues.of(SharedKeys.ofLog(), values);
        LoggerContext context = reset();
        Level own = Level.toLevel(settings.text(SharedKeys.LOG_LEVEL));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(own.isGreaterOrEqual(Level.WARN) ? own : Level.WARN);
        context.getLogger(OWN_PACKAGES).setLevel(own);
        LUCENE.setLevel(java.util.logging.Level.OFF);
        PARSERS.forEach(parser -> context.getLogger(parser).setLevel(Level.OFF));
        context.getLogger(Logger.ROOT_LOGGER_NAME)
                .addAppender(started(context, appender, encoder(context, settings.text(SharedKeys.LOG_FORMAT))));
    }

    private static Appender<ILoggingEvent> started(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static EncoderBase<ILoggingEvent> encoder(LoggerContext context, String format) {
        if (format.equals("json")) {
            return new JsonLogEncoder();
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setCharset(StandardCharsets.UTF_8);
        text.setPattern(TEXT);
        return text;
    }

    private static LoggerContext reset() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        return context;
    }

    private static boolean isConfiguredByUser() {
        return System.getProperty(OWN_CONFIGURATION) != null;
    }
}
