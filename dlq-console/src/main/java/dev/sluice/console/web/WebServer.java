package dev.sluice.console.web;

import dev.sluice.console.WebSettings;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.LoginThrottle;
import dev.sluice.console.auth.Sessions;
import dev.sluice.console.readmodel.ReadModelException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the routes: each only through the {@link Gate}, and every answer with the headers that keep browsers strict. */
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    /** A form's texts may have up to 256 Ki characters each, and grow threefold in a form's encoding. */
    private static final long MOST_BODY_BYTES = 4L * 1024 * 1024;

    private final WebSettings settings;
    private final SecureRandom random;
    private final Gate gate;
    private final Templates templates = new Templates();
    private final ErrorPages errors = new ErrorPages(templates);
    private final LiveCounts live;
    private final BulkRuns bulk;
    private final Javalin server;

    /** What answers a request that was let in. */
    @FunctionalInterface
    interface Page {
        void answer(Context request, Visit visit) throws Exception;
    }

    /** What answers a request of anybody. */
    @FunctionalInterface
    interface OpenPage {
        void answer(Context request) throws Exception;
    }

    /** Builds the server; {@link #start()} opens its port. */
    public WebServer(
            WebSettings settings,
            Console console,
            Accounts accounts,
            Sessions sessions,
            LoginThrottle throttle,
            SecureRandom random) {
        this.settings = settings;
        this.random = random;
        this.gate = new Gate(accounts, sessions);
        CommandDesk desk = new CommandDesk(console, settings.answerTimeout());
        this.live = new LiveCounts(console.items(), console.clock());
        this.bulk = new BulkRuns(console, desk);
        Pages pages = new Pages(settings, console, accounts, sessions, throttle, templates, desk, live, bulk);
        this.server = Javalin.create(config -> configure(config, pages));
    }

    /** Opens the port and serves. */
    public void start() {
        server.start(settings.host(), settings.port());
    }

    /** The port that it serves at. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        live.close();
        bulk.close();
        server.stop();
    }

    private void configure(JavalinConfig config, Pages pages) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = MOST_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.concurrency.useVirtualThreads = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.before(this::harden);
        Map<Route, Page> closed = new EnumMap<>(pages.closed());
        Map<Route, OpenPage> open = new EnumMap<>(pages.open());
        for (Route route : Route.values()) {
            HandlerType method = route.isUnsafe() ? HandlerType.POST : HandlerType.GET;
            config.routes.addHttpHandler(method, route.path(), request -> {
                if (route.door() == Route.Door.OPEN) {
                    page(open, route).answer(request);
                } else {
                    admitted(route, request, page(closed, route));
                }
            });
        }
        config.routes.exception(ReadModelException.class, (failure, request) -> {
            log.warn("{}", failure.getMessage());
            errors.answer(request, 503, "The list is being made anew. Try again in a moment.");
        });
        config.routes.exception(BadRequest.class, (failure, request) -> errors.answer(request, 400, failure.told()));
        config.routes.exception(
                HttpResponseException.class,
                (failure, request) ->
                        errors.answer(request, failure.getStatus(), String.valueOf(failure.getMessage())));
        config.routes.exception(Exception.class, (failure, request) -> {
            log.error("{} {} failed", request.method(), request.path(), failure);
            errors.answer(request, 500, "Something went wrong here. The console's log has the details.");
        });
    }

    private void admitted(Route route, Context request, Page page) throws Exception {
        switch (gate.enter(route, request)) {
            case Gate.Entry.Admitted admitted -> page.answer(request, admitted.visit());
            case Gate.Entry.Forbidden forbidden -> errors.answer(request, 403, forbidden.why());
            case Gate.Entry.Unknown unknown -> errors.unknown(route, request);
        }
    }

    private void harden(Context request) {
        byte[] noise = new byte[18];
        random.nextBytes(noise);
        String nonce = Base64.getEncoder().encodeToString(noise);
        request.attribute(Gate.NONCE, nonce);
        request.header(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'self'; img-src 'self';"
                                + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
                                + " frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
                .header("Cache-Control", "no-store");
    }

    private static <P> P page(Map<Route, P> pages, Route route) {
        P page = pages.get(route);
        if (page == null) {
            throw new IllegalStateException("nothing answers " + route);
        }
        return page;
    }
}
