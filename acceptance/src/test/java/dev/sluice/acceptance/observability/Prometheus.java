package dev.sluice.acceptance.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.devstack.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A real Prometheus on a free loopback port, with its data in a folder of the test. For one thread. */
final class Prometheus implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final Process process;
    private final LoopbackPort port;

    private Prometheus(LoopbackPort port, Process process) {
        this.url = "http://127.0.0.1:" + port.number();
        this.process = process;
        this.port = port;
    }

    /** Skips the test where there is none on this machine. */
    static void require() throws InterruptedException {
        try {
            new ProcessBuilder("prometheus", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            throw new TestAbortedException(
                    "prometheus is not on this machine: install it (on Debian: apt-get install prometheus)", missing);
        }
    }

    /**
     * Starts one that evaluates Sluice's rules.
     *
     * @param targets the port of what it scrapes, by job; a namespace is given, as in Kubernetes
     */
    static Prometheus start(Path folder, Map<String, Integer> targets) throws IOException {
        StringBuilder config =
                new StringBuilder("""
                global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 2s}
                rule_files: ["%s"]
                scrape_configs:
                """.formatted(Rule.FOLDER.resolve("rules.yml").toRealPath()));
        targets.forEach((job, port) -> config.append("""
                - job_name: %s
                  static_configs: [{targets: ["127.0.0.1:%d"], labels: {namespace: test}}]
                """.formatted(job, port)));
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        LoopbackPort port = LoopbackPort.free();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port.number())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(port, process);
        try {
            await().atMost(SOON).until(prometheus::isReady);
        } catch (RuntimeException e) {
            prometheus.close();
            throw new IllegalStateException(Files.readString(folder.resolve("prometheus.log")), e);
        }
        return prometheus;
    }

    /**
     * How many series answer a query.
     *
     * @throws AssertionError if it is no query
     */
    int series(String query) {
        return data("/api/v1/query?query=", query).path("result").size();
    }

    /** The labels that the series of a metric have; none if there are no series. */
    Set<String> labels(String metric) {
        Set<String> labels = new TreeSet<>();
        data("/api/v1/series?match[]=", metric)
                .forEach(series -> series.fieldNames().forEachRemaining(labels::add));
        return labels;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
        port.close();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode data(String path, String parameter) {
        try {
            HttpResponse<String> answer = get(path.replace("[]", "%5B%5D") + URLEncoder.encode(parameter, UTF_8));
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() != OK) {
                throw new AssertionError(body.path("error").asText() + ": " + parameter);
            }
            return body.path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }
}
