package dev.sluice.console.web;

import dev.sluice.console.ConsoleConfig;
import dev.sluice.console.WebSettings;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.LoginThrottle;
import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.Sessions;
import dev.sluice.console.auth.TickingClock;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.console.live.DocumentsInFlight;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.review.CommandWriter;
import dev.sluice.console.review.ReviewSettings;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.registry.AvroSerdes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The pages without a broker: enough to see who is let in, and what an empty console shows. */
final class LoneServer implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    final TickingClock clock = new TickingClock();
    final UserAdmin users;
    private final ReadModel items;
    private final CommandWriter commands;
    private final WebServer server;

    LoneServer(Path folder) throws IOException {
        SecureRandom random = new SecureRandom();
        Path file = folder.resolve("users");
        this.users = new UserAdmin(file, random);
        for (Role role : Role.values()) {
            users.putUser(role.id(), role, PASSWORD, Optional.empty(), Optional.empty());
        }
        ConsoleConfig config = new ConsoleConfig(
                "test",
                folder,
                Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "100", "default.api.timeout.ms", "200"),
                Map.of("schema.registry.url", "http://127.0.0.1:1"),
                ReviewSettings.STANDARD);
        AvroSerdes serdes = new AvroSerdes(config.registry());
        this.items = new ReadModel(folder.resolve("items.sqlite"), config.clients(), serdes, clock);
        this.commands = new CommandWriter(config.clients(), serdes.serializer());
        Console console = new Console(
                items,
                new DocumentsInFlight(clock),
                commands,
                new LiveProfiles(new ProfileLoader().load()),
                serdes,
                config,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> false,
                () -> true,
                clock,
                UUID::randomUUID);
        this.server = new WebServer(
                WebSettings.loopback(file),
                console,
                new Accounts(file),
                new Sessions(new byte[32], Duration.ofHours(12), clock, random),
                new LoginThrottle(clock),
                random);
        server.start();
    }

    /** Somebody with a cookie jar of their own. */
    final class Visitor implements AutoCloseable {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        Visitor login(String name, String password) {
            post("/login", Map.of("name", name, "password", password), Map.of());
            return this;
        }

        HttpResponse<String> get(String path, Map<String, String> headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).GET();
            headers.forEach(request::header);
            return send(request);
        }

        HttpResponse<String> post(String path, Map<String, String> form, Map<String, String> headers) {
            String body = form.entrySet().stream()
                    .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                    .collect(Collectors.joining("&"));
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            return send(request);
        }

        /** What forms of this session carry. */
        String csrf() {
            Matcher matcher = CSRF.matcher(get("/", Map.of()).body());
            return matcher.find() ? matcher.group(1) : "";
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }

    Visitor visitor() {
        return new Visitor();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
        commands.close();
        items.close();
    }
}
