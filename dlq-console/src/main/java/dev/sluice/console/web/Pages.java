package dev.sluice.console.web;

import io.javalin.http.Context;
import io.javalin.http.sse.SseHandler;
import java.util.EnumMap;
import java.util.Map;

/** What answers each route. */
final class Pages {
    private final Map<Route, WebServer.OpenPage> open = new EnumMap<>(Route.class);
    private final Map<Route, WebServer.Page> closed = new EnumMap<>(Route.class);

    Pages(
            Console console,
            Logins logins,
            Cookies cookies,
            Origin origin,
            Templates templates,
            CommandDesk desk,
            LiveCounts live,
            BulkRuns runs) {
        Assets assets = new Assets();
        LoginPage login = new LoginPage(logins, cookies, origin, templates);
        OidcPages oidc = new OidcPages(logins, cookies, login, templates);
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
        open.put(Route.OIDC_BEGIN, oidc::begin);
        open.put(Route.OIDC_RETURN, oidc::finish);
        closed.put(Route.LOGOUT, (request, visit) -> login.end(request));
        closed.put(Route.QUEUE, queue::answer);
        closed.put(Route.EVENTS, (request, visit) -> new SseHandler(page -> live.connect(page, visit)).handle(request));
        closed.put(Route.ITEM, item::show);
        closed.put(Route.ACT, new ActPage(console, desk, item)::answer);
        closed.put(Route.ORIGINAL, original::answer);
        closed.put(Route.TEXT, original::text);
        closed.put(Route.OVERVIEW, new OverviewPage(console, templates)::show);
        closed.put(Route.ACCESS, new AccessPage(console, logins.accounts(), templates)::show);
        BulkPages bulk = new BulkPages(console, runs, templates);
        closed.put(Route.BULK_ASK, bulk::ask);
        closed.put(Route.BULK_START, bulk::start);
        closed.put(Route.BULK_RUNS, bulk::list);
        closed.put(Route.BULK_RUN, bulk::show);
        closed.put(Route.BULK_CANCEL, bulk::cancel);
        ControlPage control = new ControlPage(console, templates);
        closed.put(Route.CONTROL, control::show);
        closed.put(Route.CONTROL_SET, control::set);
        closed.put(Route.CONTROL_UNSET, control::unset);
        ExportPage export = new ExportPage(console, templates);
        closed.put(Route.EXPORT, export::show);
        closed.put(Route.EXPORT_FILE, export::file);
        open.put(Route.API_DOCUMENT, assets::api);
        Api api = new Api(console, desk, runs, item);
        closed.put(Route.API_LIST, api::list);
        closed.put(Route.API_SHOW, api::show);
        closed.put(Route.API_CLAIM, api::claim);
        closed.put(Route.API_DECIDE, api::decide);
        closed.put(Route.API_BULK, api::bulk);
        closed.put(Route.API_BULK_SHOW, api::bulkRun);
        closed.put(Route.API_BULK_CANCEL, api::bulkCancel);
        closed.put(Route.API_EXPORT, export::file);
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
