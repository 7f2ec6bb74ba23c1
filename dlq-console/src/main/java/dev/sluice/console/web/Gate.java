package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import dev.sluice.console.auth.Seal;
import dev.sluice.console.auth.Sessions;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;

/** Lets requests in, or not. Thread-safe. */
final class Gate {
    static final String CSRF_FIELD = "_csrf";
    static final String NONCE = "nonce";
    private static final String BEARER = "bearer ";

    private final Logins logins;
    private final Cookies cookies;
    private final Origin origin;

    Gate(Logins logins, Cookies cookies, Origin origin) {
        this.logins = logins;
        this.cookies = cookies;
        this.origin = origin;
    }

    /** What a request is. */
    sealed interface Entry {
        record Admitted(Visit visit) implements Entry {}

        /** Nobody that is known. */
        record Unknown() implements Entry {}

        /** Somebody who may not do this, or a request that does not come from a page of ours. */
        record Forbidden(String why) implements Entry {}
    }

    /** For a route that is not open. */
    Entry enter(Route route, Context request) {
        return switch (route.door()) {
            case TOKEN ->
                token(request)
                        .flatMap(logins.accounts()::byToken)
                        .map(account -> admit(route, account, "", request))
                        .orElseGet(Entry.Unknown::new);
            case SESSION -> bySession(route, request);
            case OPEN -> throw new IllegalArgumentException("anybody may enter " + route.path());
        };
    }

    private Entry bySession(Route route, Context request) {
        Optional<Sessions.Session> session = cookies.session(request).flatMap(logins::session);
        if (session.isEmpty()) {
            return new Entry.Unknown();
        }
        if (route.isUnsafe() && !(origin.isHere(request) && hasToken(request, session.get()))) {
            return new Entry.Forbidden(
                    "The form was not sent from a page of this console, or the page is old. Load it again.");
        }
        return admit(route, session.get().account(), session.get().csrfToken(), request);
    }

    private static Entry admit(Route route, Account account, String csrfToken, Context request) {
        boolean may = route.least().filter(account.role()::covers).isPresent();
        return may
                ? new Entry.Admitted(new Visit(account, csrfToken, nonce(request)))
                : new Entry.Forbidden("This needs the role "
                        + route.least().orElseThrow().id() + "; yours is "
                        + account.role().id() + ". Ask an administrator of the console.");
    }

    static String nonce(Context request) {
        String nonce = request.attribute(NONCE);
        return nonce == null ? "" : nonce;
    }

    private static boolean hasToken(Context request, Sessions.Session session) {
        String sent = request.formParam(CSRF_FIELD);
        return sent != null && Seal.isEqual(sent, session.csrfToken());
    }

    private static Optional<String> token(Context request) {
        return Optional.ofNullable(request.header("Authorization"))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
    }
}
