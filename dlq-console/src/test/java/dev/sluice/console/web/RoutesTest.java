package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.auth.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks every route with every role, and with none. */
final class RoutesTest {
    /** By one byte above the limit: a client that is still sending when it is refused may not see why. */
    private static final int BARELY_TOO_MUCH = 4 * 1024 * 1024 + 1;

    private static final String MANY = "a filter that matches nothing";

    @TempDir
    private static Path folder;

    private static LoneServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new LoneServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void letsNobodyInWithoutASessionOrAToken() {
        try (LoneServer.Visitor nobody = server.visitor()) {
            for (Route route : closed()) {
                HttpResponse<String> answer = call(nobody, route, Map.of(), "");

                assertThat(answer.statusCode()).as(route.name()).isIn(401, 302);
                if (answer.statusCode() == 302) {
                    assertThat(answer.headers().firstValue("Location").orElseThrow())
                            .as(route.name())
                            .contains("/login?next=");
                }
            }
        }
    }

    @Test
    void letsEachRoleToWhatItMayAndToNothingElse() throws IOException {
        for (Role role : Role.values()) {
            String token = server.users.putToken("bot", role, Optional.empty(), Optional.empty());
            try (LoneServer.Visitor visitor = server.visitor().login(role.id(), LoneServer.PASSWORD)) {
                String csrf = visitor.csrf();
                for (Route route : closed()) {
                    // Ends the session that the others need.
                    if (route != Route.LOGOUT) {
                        assertAnswer(role, route, visitor, Map.of("Authorization", "Bearer " + token), csrf);
                    }
                }
                assertAnswer(role, Route.LOGOUT, visitor, Map.of(), csrf);
                assertThat(visitor.get("/", Map.of()).statusCode()).isEqualTo(302);
            }
        }
    }

    private static void assertAnswer(
            Role role, Route route, LoneServer.Visitor visitor, Map<String, String> headers, String csrf) {
        int status = route == Route.EVENTS
                ? visitor.begin(route.path())
                : call(visitor, route, headers, csrf).statusCode();
        if (role.covers(route.least().orElseThrow())) {
            assertThat(status).as(role + " " + route).isNotIn(401, 403, 405);
        } else {
            assertThat(status).as(role + " " + route).isEqualTo(403);
        }
    }

    @Test
    void takesNoFormWithoutTheSessionsToken() {
        try (LoneServer.Visitor admin = server.visitor().login("admin", LoneServer.PASSWORD);
                LoneServer.Visitor other = server.visitor().login("operator", LoneServer.PASSWORD)) {
            for (Route route : closed()) {
                if (route.isUnsafe() && route.door() == Route.Door.SESSION) {
                    assertThat(call(admin, route, Map.of(), "").statusCode())
                            .as(route.name())
                            .isEqualTo(403);
                    assertThat(call(admin, route, Map.of(), other.csrf()).statusCode())
                            .as(route.name())
                            .isEqualTo(403);
                }
            }
        }
    }

    @Test
    void takesNoFormThatAnotherSiteSent() {
        try (LoneServer.Visitor admin = server.visitor().login("admin", LoneServer.PASSWORD)) {
            String csrf = admin.csrf();

            for (String site : List.of("cross-site", "same-site", "none")) {
                assertThat(call(admin, Route.BULK_CANCEL, Map.of("Sec-Fetch-Site", site), csrf)
                                .statusCode())
                        .isEqualTo(403);
            }
            assertThat(call(admin, Route.BULK_CANCEL, Map.of("Origin", "https://evil.example"), csrf)
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void takesNoSessionForTheApiAndNoTokenForThePages() throws IOException {
        String token = server.users.putToken("bot", Role.ADMIN, Optional.empty(), Optional.empty());
        try (LoneServer.Visitor admin = server.visitor().login("admin", LoneServer.PASSWORD);
                LoneServer.Visitor bot = server.visitor()) {
            assertThat(admin.get("/api/v1/items", Map.of()).statusCode()).isEqualTo(401);
            assertThat(bot.get("/", Map.of("Authorization", "Bearer " + token)).statusCode())
                    .isEqualTo(302);
        }
    }

    @Test
    void hardensEveryAnswerAlsoThatOfAnUnknownAddress() {
        try (LoneServer.Visitor nobody = server.visitor()) {
            for (String path : List.of("/login", "/nowhere", "/assets/console.css", "/api/v1/items")) {
                HttpResponse<String> answer = nobody.get(path, Map.of());

                String policy =
                        answer.headers().firstValue("Content-Security-Policy").orElse("");
                assertThat(policy).as(path).contains("default-src 'none'").doesNotContain("unsafe");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
            }
        }
    }

    @Test
    void throttlesGuessesAndSaysForHowLong() {
        try (LoneServer.Visitor guesser = server.visitor()) {
            for (int i = 0; i < 5; i++) {
                guesser.login("guessed", "a wrong guess " + i);
            }

            HttpResponse<String> answer =
                    guesser.post("/login", Map.of("name", "guessed", "password", LoneServer.PASSWORD), Map.of());

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void sendsNobodyElsewhereAfterTheLogin() {
        try (LoneServer.Visitor visitor = server.visitor()) {
            for (String next : List.of("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x")) {
                HttpResponse<String> answer = visitor.post(
                        "/login", Map.of("name", "viewer", "password", LoneServer.PASSWORD, "next", next), Map.of());

                assertThat(answer.headers().firstValue("Location")).as(next).contains("/");
            }
        }
    }

    @Test
    void keepsTheSessionsCookieFromScriptsAndOtherSites() {
        try (LoneServer.Visitor visitor = server.visitor()) {
            HttpResponse<String> answer =
                    visitor.post("/login", Map.of("name", "viewer", "password", LoneServer.PASSWORD), Map.of());

            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("HttpOnly")
                    .contains("SameSite=Strict");
        }
    }

    @Test
    void knowsNoLoginServerWhereThereIsNone() {
        try (LoneServer.Visitor nobody = server.visitor()) {
            assertThat(nobody.get("/login/oidc", Map.of()).statusCode()).isEqualTo(404);
            assertThat(nobody.get("/login/oidc/return?code=a&state=b", Map.of()).statusCode())
                    .isEqualTo(404);
            assertThat(nobody.get("/login", Map.of()).body()).doesNotContain("/login/oidc");
        }
    }

    @Test
    void refusesFormsInPartsWhoseSizeNothingWouldBound() {
        try (LoneServer.Visitor nobody = server.visitor()) {
            HttpResponse<String> answer = nobody.send(HttpRequest.newBuilder(server.uri("/login"))
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + "viewer\r\n--x--")));

            assertThat(answer.statusCode()).isEqualTo(415);
        }
    }

    @Test
    void refusesABodyOfUnknownLengthThatIsTooLarge() {
        try (LoneServer.Visitor nobody = server.visitor()) {
            byte[] much = new byte[BARELY_TOO_MUCH];
            HttpResponse<String> answer = nobody.send(HttpRequest.newBuilder(server.uri("/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(much))));

            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void keepsNobodyFromTheEventsByHoldingAllOfThem() {
        try (LoneServer.Visitor greedy = server.visitor().login("reviewer", LoneServer.PASSWORD);
                LoneServer.Visitor viewer = server.visitor().login("viewer", LoneServer.PASSWORD)) {
            try (LoneServer.Events many = greedy.hold("/events", 30);
                    LoneServer.Events others = viewer.hold("/events", 1)) {
                assertThat(others.areAll("event: counts")).isTrue();
                assertThat(many.areAll("event: counts")).isFalse();
            }
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        try (LoneServer.Visitor admin = server.visitor().login("admin", LoneServer.PASSWORD)) {
            HttpResponse<String> answer =
                    admin.post("/item/act", Map.of("comment", "x".repeat(BARELY_TOO_MUCH)), Map.of());

            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void showsAFilterThatIsMarkupAsText() {
        try (LoneServer.Visitor viewer = server.visitor().login("viewer", LoneServer.PASSWORD)) {
            String page = viewer.get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", Map.of())
                    .body();

            assertThat(page).contains("Nothing matches").doesNotContain("<script>alert");
        }
    }

    private static List<Route> closed() {
        List<Route> routes = new ArrayList<>();
        for (Route route : Route.values()) {
            if (route.door() != Route.Door.OPEN) {
                routes.add(route);
            }
        }
        return routes;
    }

    private static HttpResponse<String> call(
            LoneServer.Visitor visitor, Route route, Map<String, String> headers, String csrf) {
        return route.isUnsafe()
                ? visitor.post(
                        route.path(),
                        Map.of(
                                "_csrf",
                                csrf,
                                "scope",
                                "all",
                                "action",
                                "claim",
                                "query",
                                "q=" + MANY.replace(' ', '+')),
                        headers)
                : visitor.get(route.path(), headers);
    }
}
