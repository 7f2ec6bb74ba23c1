package dev.sluice.console.web;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.oidc.OidcSettings;
import java.util.Optional;

/** Every address that the console answers, and who may use it. What is not here does not exist. */
enum Route {
    LIVE(Door.OPEN, Method.GET, "/health/live", Optional.empty()),
    READY(Door.OPEN, Method.GET, "/health/ready", Optional.empty()),
    METRICS(Door.OPEN, Method.GET, "/metrics", Optional.empty()),
    ASSET(Door.OPEN, Method.GET, "/assets/{name}", Optional.empty()),
    LOGIN(Door.OPEN, Method.GET, "/login", Optional.empty()),
    LOGIN_SENT(Door.OPEN, Method.POST, "/login", Optional.empty()),
    OIDC_BEGIN(Door.OPEN, Method.GET, "/login/oidc", Optional.empty()),
    OIDC_RETURN(Door.OPEN, Method.GET, OidcSettings.RETURN_PATH, Optional.empty()),
    LOGOUT(Door.SESSION, Method.POST, "/logout", Role.VIEWER),
    QUEUE(Door.SESSION, Method.GET, "/", Role.VIEWER),
    EVENTS(Door.SESSION, Method.GET, "/events", Role.VIEWER),
    ITEM(Door.SESSION, Method.GET, "/item", Role.VIEWER),
    ORIGINAL(Door.SESSION, Method.GET, "/item/original", Role.REVIEWER),
    TEXT(Door.SESSION, Method.GET, "/item/text", Role.REVIEWER),
    ACT(Door.SESSION, Method.POST, "/item/act", Role.REVIEWER),
    BULK_ASK(Door.SESSION, Method.POST, "/bulk/ask", Role.OPERATOR),
    BULK_START(Door.SESSION, Method.POST, "/bulk/start", Role.OPERATOR),
    BULK_RUNS(Door.SESSION, Method.GET, "/bulk", Role.OPERATOR),
    BULK_RUN(Door.SESSION, Method.GET, "/bulk/run", Role.OPERATOR),
    BULK_CANCEL(Door.SESSION, Method.POST, "/bulk/cancel", Role.OPERATOR),
    OVERVIEW(Door.SESSION, Method.GET, "/overview", Role.VIEWER),
    CONTROL(Door.SESSION, Method.GET, "/control", Role.OPERATOR),
    CONTROL_SET(Door.SESSION, Method.POST, "/control/set", Role.OPERATOR),
    CONTROL_UNSET(Door.SESSION, Method.POST, "/control/unset", Role.OPERATOR),
    EXPORT(Door.SESSION, Method.GET, "/export", Role.OPERATOR),
    EXPORT_FILE(Door.SESSION, Method.GET, "/export/file", Role.OPERATOR),
    ACCESS(Door.SESSION, Method.GET, "/access", Role.ADMIN),
    API_DOCUMENT(Door.OPEN, Method.GET, "/api/v1/openapi.json", Optional.empty()),
    API_LIST(Door.TOKEN, Method.GET, "/api/v1/items", Role.VIEWER),
    API_SHOW(Door.TOKEN, Method.GET, "/api/v1/item", Role.VIEWER),
    API_CLAIM(Door.TOKEN, Method.POST, "/api/v1/item/claim", Role.REVIEWER),
    API_DECIDE(Door.TOKEN, Method.POST, "/api/v1/item/decide", Role.REVIEWER),
    API_BULK(Door.TOKEN, Method.POST, "/api/v1/bulk", Role.OPERATOR),
    API_BULK_SHOW(Door.TOKEN, Method.GET, "/api/v1/bulk", Role.OPERATOR),
    API_BULK_CANCEL(Door.TOKEN, Method.POST, "/api/v1/bulk/cancel", Role.OPERATOR),
    API_EXPORT(Door.TOKEN, Method.GET, "/api/v1/export", Role.OPERATOR);

    enum Method {
        GET,
        POST
    }

    /** How somebody shows who they are. */
    enum Door {
        /** Not at all. */
        OPEN,
        /** By the session's cookie; what changes something must also come from a form of ours. */
        SESSION,
        /** By a bearer token. */
        TOKEN
    }

    private final Door door;
    private final Method method;
    private final String path;
    private final Optional<Role> least;

    Route(Door door, Method method, String path, Role least) {
        this(door, method, path, Optional.of(least));
    }

    Route(Door door, Method method, String path, Optional<Role> least) {
        this.door = door;
        this.method = method;
        this.path = path;
        this.least = least;
    }

    Door door() {
        return door;
    }

    Method method() {
        return method;
    }

    String path() {
        return path;
    }

    /** The least role that may; empty where anybody may. */
    Optional<Role> least() {
        return least;
    }

    /** Whether it changes something. */
    boolean isUnsafe() {
        return method != Method.GET;
    }
}
