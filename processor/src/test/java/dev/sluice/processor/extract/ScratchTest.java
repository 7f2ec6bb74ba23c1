package dev.sluice.processor.extract;

import dev.sluice.processor.classify.OfflineClassifier;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.processor.summarize.OfflineSummarizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScratchTest {
    @Test
    void dump() throws Exception {
        StringBuilder out = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("scratch.dir", "/tmp/offline-docs")))) {
            for (Path file : files.sorted().toList()) {
                String profile = file.getFileName().toString().startsWith("s-") ? "support-email" : "general";
                EngineTask task = EngineTasks.task(profile, Files.readString(file));
                out.append("=== ").append(file.getFileName()).append('\n');
                for (var r : java.util.List.of(
                        new OfflineExtractor(Clock.systemUTC()).run(task),
                        new OfflineSummarizer(Clock.systemUTC()).run(task),
                        new OfflineClassifier(Clock.systemUTC()).run(task))) {
                    out.append(r.getClass().getSimpleName())
                            .append(' ')
                            .append(
                                    r instanceof dev.sluice.processor.engine.EngineResult.Answered<?> a
                                            ? a.confidence()
                                            : r.toString())
                            .append(' ')
                            .append(r.attempts()
                                    .getFirst()
                                    .getAnswer()
                                    .orElse("-")
                                    .replace("},{", "},\n   {"))
                            .append('\n');
                }
            }
        }
        Files.writeString(Path.of("/tmp/offline-out.txt"), out.toString());
    }
}
