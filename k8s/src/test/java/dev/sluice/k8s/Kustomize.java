package dev.sluice.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Kustomize as kubectl has it, where there is one. */
final class Kustomize {
    static final String ABSENT = "kubectl is not installed: overlays were not rendered, only their files were checked";

    private Kustomize() {}

    static boolean isPresent() {
        try {
            return run(List.of("kubectl", "kustomize", "--help")).exitCode() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The manifests that a folder makes. */
    static Rendering render(String title, Path folder) {
        Result result = run(List.of("kubectl", "kustomize", folder.toString()));
        if (result.exitCode() != 0) {
            throw new AssertionError("kubectl kustomize " + folder + " failed: " + result.error());
        }
        return new Rendering(
                title, Yaml.read(result.output()).stream().map(Manifest::new).toList());
    }

    private record Result(int exitCode, String output, String error) {}

    private static Result run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            FutureTask<String> error =
                    new FutureTask<>(() -> new String(process.getErrorStream().readAllBytes(), UTF_8));
            Thread.ofVirtual().start(error);
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Result(process.waitFor(), output, error.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
