package dev.sluice.console.web;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Says what went wrong: as a page, or as JSON to scripts. */
final class ErrorPages {
    private final Templates templates;

    ErrorPages(Templates templates) {
        this.templates = templates;
    }

    record View(int status, String message, String nonce) {}

    void answer(Context request, int status, String message) {
        request.status(status);
        if (isScript(request)) {
            Json.answer(request, Json.object().put("error", message));
        } else {
            templates.answer(request, "error.jte", new View(status, message, Gate.nonce(request)));
        }
    }

    /** Asks who it is: people are sent to the login. */
    void unknown(Route route, Context request) {
        if (route.door() == Route.Door.TOKEN) {
            request.header("WWW-Authenticate", "Bearer");
            answer(request, 401, "Send a token that is known: Authorization: Bearer sluice_...");
        } else if (route.isUnsafe() || route == Route.EVENTS) {
            answer(request, 401, "Your session has ended. Log in again.");
        } else {
            String query = request.queryString();
            String wanted = request.path() + (query == null ? "" : "?" + query);
            request.redirect("/login?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
        }
    }

    private static boolean isScript(Context request) {
        return request.path().startsWith("/api/");
    }
}
