package dev.sluice.console.web;

import dev.sluice.console.ConsoleConfig;
import dev.sluice.console.WebSettings;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.LoginThrottle;
import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.Seal;
import dev.sluice.console.auth.Sessions;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.console.auth.oidc.OidcLogin;
import dev.sluice.console.auth.oidc.OidcSettings;
import dev.sluice.console.live.DocumentsInFlight;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.review.CommandWriter;
import dev.sluice.console.review.ReviewSettings;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.runtime.control.ControlWriter;
import dev.sluice.runtime.control.Controls;
import dev.sluice.schemas.registry.AvroSerdes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.threeten.extra.MutableClock;

/** The pages without a broker: enough to see who is let in, and what an empty console shows. */
final class LoneServer implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);
    final UserAdmin users;
    private final ReadModel items;
    private final CommandWriter commands;
    private final WebServer server;

    LoneServer(Path folder) throws IOException {
        this(folder, WebSettings.loopback(folder.resolve("users")));
    }

    LoneServer(Path folder, WebSettings web) throws IOException {
        Seal seal = new Seal(new byte[32]);
        Optional<OidcSettings> oidc = web.oidc();
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
                new Controls(clock),
                new ControlWriter(config.clients(), serdes, clock),
                new LiveProfiles(new ProfileLoader().load()),
                serdes,
                config,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> false,
                () -> true,
                clock,
                UUID::randomUUID);
        this.server = new WebServer(
                web,
                console,
                new Logins(
                        new Accounts(file),
                        new Sessions(seal, Duration.ofHours(12), clock, random),
                        oidc.map(settings -> new OidcLogin(settings, seal, clock, random)),
                        new LoginThrottle(clock)),
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

        /** Begins to read what does not end; the status. */
        int begin(String path) {
            try (Events events = hold(path, 1)) {
                return events.status();
            }
        }

        /** Reads something that does not end, so many times. */
        Events hold(String path, int times) {
            List<HttpResponse<InputStream>> held = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                held.add(client.sendAsync(
                                HttpRequest.newBuilder(uri(path))
                                        .header("Accept", "text/event-stream")
                                        .build(),
                                BodyHandlers.ofInputStream())
                        .join());
            }
            return new Events(held);
        }

        HttpResponse<String> send(HttpRequest.Builder request) {
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

    /** Answers that do not end, while they are read. */
    record Events(List<HttpResponse<InputStream>> held) implements AutoCloseable {
        int status() {
            return held.getFirst().statusCode();
        }

        /** Whether all of them begin with a line. */
        boolean areAll(String line) {
            byte[] wanted = line.getBytes(StandardCharsets.UTF_8);
            try {
                for (HttpResponse<InputStream> each : held) {
                    if (!Arrays.equals(each.body().readNBytes(wanted.length), wanted)) {
                        return false;
                    }
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            for (HttpResponse<InputStream> each : held) {
                try {
                    each.body().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
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
