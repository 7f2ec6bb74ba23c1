package dev.sluice.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in Java fits the contracts of this release. */
final class JavaExampleTest {
    private static final Path SOURCES = Path.of("..", "examples", "java", "src", "main", "java");

    @Test
    void compilesAgainstTheContracts(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (Stream<Path> files = Files.list(SOURCES);
                StandardJavaFileManager manager =
                        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of("-d", classes.toString(), "-proc:none", "-Xlint:all,-classfile", "-Werror"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files.toList()))
                    .call();
            assertThat(compiled).as("%s", messages).isTrue();
        }
    }
}
