package dev.sluice.console.web;

import dev.sluice.console.WebSettings;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.LoginThrottle;
import dev.sluice.console.auth.Sessions;
import io.javalin.http.Context;
import io.javalin.http.sse.SseHandler;
import java.util.EnumMap;
import java.util.Map;

/** What answers each route. */
final class Pages {
    private final Map<Route, WebServer.OpenPage> open = new EnumMap<>(Route.class);
    private final Map<Route, WebServer.Page> closed = new EnumMap<>(Route.class);

    Pages(
            WebSettings settings,
            Console console,
            Accounts accounts,
            Sessions sessions,
            LoginThrottle throttle,
            Templates templates,
            CommandDesk desk,
            LiveCounts live) {
        Assets assets = new Assets();
        LoginPage login = new LoginPage(settings, accounts, sessions, throttle, templates);
        QueuePage queue = new QueuePage(console, templates);
        ItemPage item = new ItemPage(console, templates);
        OriginalPage original = new OriginalPage(item, console.serdes());
        open.put(Route.LIVE, request -> state(request, console.alive().getAsBoolean()));
        open.put(Route.READY, request -> state(request, console.ready().getAsBoolean()));
        open.put(
                Route.METRICS,
                request -> request.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(console.metrics().scrape()));
        open.put(Route.ASSET, assets::answer);
        open.put(Route.LOGIN, login::show);
        open.put(Route.LOGIN_SENT, login::send);
        closed.put(Route.LOGOUT, (request, visit) -> login.end(request));
        closed.put(Route.QUEUE, queue::answer);
        closed.put(Route.EVENTS, (request, visit) -> new SseHandler(page -> live.connect(page, visit)).handle(request));
        closed.put(Route.ITEM, item::show);
        closed.put(Route.ACT, new ActPage(console, desk, item)::answer);
        closed.put(Route.ORIGINAL, original::answer);
        closed.put(Route.TEXT, original::text);
    }

    Map<Route, WebServer.OpenPage> open() {
        return open;
    }

    Map<Route, WebServer.Page> closed() {
        return closed;
    }

    private static void state(Context request, boolean good) {
        request.status(good ? 200 : 503).contentType("text/plain").result(good ? "ok\n" : "not now\n");
    }
}
