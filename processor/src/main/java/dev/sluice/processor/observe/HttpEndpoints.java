package dev.sluice.processor.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /healthz}, {@code /readyz} and {@code /metrics}: for probes and scrapers, not for the internet. Each answers GET
 * with text; the first two with 503 and the cause when the answer is no.
 */
public final class HttpEndpoints implements AutoCloseable {
    /** What a probe is told. */
    public record Status(boolean ok, String text) {}

    private static final int DEFAULT_BACKLOG = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpEndpoints(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address is taken or not ours
     */
    public static HttpEndpoints start(
            HttpSettings settings, Supplier<Status> health, Supplier<Status> readiness, Supplier<String> metrics)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), DEFAULT_BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot listen on " + settings.host() + ":" + settings.port() + " (http.host, http.port): "
                            + e.getMessage(),
                    e);
        }
        HttpEndpoints endpoints = new HttpEndpoints(server);
        server.setExecutor(endpoints.threads);
        server.createContext("/healthz", exact("/healthz", exchange -> answer(exchange, health.get())));
        server.createContext("/readyz", exact("/readyz", exchange -> answer(exchange, readiness.get())));
        server.createContext(
                "/metrics",
                exact("/metrics", exchange -> send(exchange, 200, "text/plain; version=0.0.4", metrics.get())));
        server.start();
        return endpoints;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static HttpHandler exact(String path, HttpHandler handler) {
        return exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                send(exchange, 404, "text/plain", "Here are /healthz, /readyz and /metrics.\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "text/plain", "GET only.\n");
            } else {
                handler.handle(exchange);
            }
        };
    }

    private static void answer(HttpExchange exchange, Status status) throws IOException {
        send(exchange, status.ok() ? 200 : 503, "text/plain", status.text() + "\n");
    }

    private static void send(HttpExchange exchange, int code, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(code, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
