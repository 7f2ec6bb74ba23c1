package dev.sluice.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers as a test says, and remembers what it was asked. */
final class FakeRegistry implements AutoCloseable {
    record Request(String method, String path, Optional<String> authorization, String body) {}

    record Response(int status, Map<String, String> headers, String body) {
        static Response json(int status, String body) {
            return new Response(status, Map.of(), body);
        }

        /** As the protocol wants a refusal. */
        static Response refusal(int errorCode, String message) {
            int status = errorCode < 1000 ? errorCode : errorCode / 100;
            return json(status, "{\"error_code\": %d, \"message\": \"%s\"}".formatted(errorCode, message));
        }
    }

    interface Behaviour {
        Response answer(Request request) throws InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    FakeRegistry(Behaviour behaviour) {
        this(behaviour, newServer());
    }

    FakeRegistry(Behaviour behaviour, HttpServer server) {
        this.behaviour = behaviour;
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    void behave(Behaviour changed) {
        behaviour = changed;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            requests.add(request);
            Response response = behaviour.answer(request);
            byte[] body = response.body().getBytes(UTF_8);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test has ended
        }
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(anyPort(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
