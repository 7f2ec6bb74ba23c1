package dev.sluice.console.web;

import dev.sluice.console.auth.Credential;
import dev.sluice.console.auth.oidc.OidcLogin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends sessions with a password. */
final class LoginPage {
    private static final Logger log = LoggerFactory.getLogger(LoginPage.class);
    private static final int LONGEST = 1000;
    /** Tells the page that they come from logging out. */
    private static final String LEFT = "left";

    /** A check of a password takes 19 MiB and tens of milliseconds of a processor. */
    private static final int MOST_CHECKS_AT_ONCE = 4;

    private final Logins logins;
    private final Cookies cookies;
    private final Origin origin;
    private final Templates templates;
    private final Semaphore checks = new Semaphore(MOST_CHECKS_AT_ONCE, true);

    LoginPage(Logins logins, Cookies cookies, Origin origin, Templates templates) {
        this.logins = logins;
        this.cookies = cookies;
        this.origin = origin;
        this.templates = templates;
    }

    /**
     * What the page shows.
     *
     * @param server what the login server is called; empty if there is none
     * @param done what went well
     * @param leave where one logs out of the login server too; empty if that is not offered
     */
    record View(String next, String name, String problem, String done, String server, String leave, String nonce) {}

    void show(Context request) {
        if (request.queryParam(LEFT) == null) {
            answer(request, 200, next(request.queryParam("next")), "", "");
            return;
        }
        templates.answer(
                request,
                "login.jte",
                new View(
                        "/",
                        "",
                        "",
                        "You are logged out of the console.",
                        server(),
                        logins.oidc()
                                .flatMap(OidcLogin::logout)
                                .map(Object::toString)
                                .orElse(""),
                        Gate.nonce(request)));
    }

    void send(Context request) throws InterruptedException {
        String name = bounded(request.formParam("name"));
        String password = bounded(request.formParam("password"));
        String next = next(request.formParam("next"));
        if (!origin.isHere(request)) {
            answer(request, 403, next, name, "The form was sent from elsewhere. Log in here.");
            return;
        }
        String sender = origin.sender(request);
        Optional<Duration> wait = logins.throttle().begin(name, sender);
        if (wait.isPresent()) {
            request.header("Retry-After", Long.toString(wait.get().toSeconds() + 1));
            answer(
                    request,
                    429,
                    next,
                    name,
                    "Too many wrong tries. Wait " + Times.length(wait.get().plusSeconds(1)) + ", then try again.");
            return;
        }
        Optional<Credential> credential = checked(name, password);
        if (credential.isEmpty()) {
            log.info("A login from {} failed", sender);
            answer(request, 401, next, name, "Name or password is wrong.");
            return;
        }
        logins.throttle().succeeded(name, sender);
        cookies.beginSession(
                request,
                logins.sessions().begin(credential.get()),
                logins.sessions().lifetime());
        request.redirect(next, HttpStatus.SEE_OTHER);
    }

    void end(Context request) {
        cookies.endSession(request);
        request.redirect("/login?" + LEFT + "=yes", HttpStatus.SEE_OTHER);
    }

    private Optional<Credential> checked(String name, String password) throws InterruptedException {
        checks.acquire();
        try {
            return logins.accounts().login(name, password);
        } finally {
            checks.release();
        }
    }

    /** Shows the page again, with what was wrong. */
    void answer(Context request, int status, String next, String name, String problem) {
        request.status(status);
        templates.answer(request, "login.jte", new View(next, name, problem, "", server(), "", Gate.nonce(request)));
    }

    private String server() {
        return logins.oidc().map(OidcLogin::label).orElse("");
    }

    /** Only places of our own: a page elsewhere could look like ours. */
    static String next(@Nullable String wanted) {
        if (wanted == null || wanted.length() > 2 * LONGEST) {
            return "/";
        }
        boolean isOurs = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.chars().noneMatch(c -> c == '\\' || c <= ' ' || c > '~');
        return isOurs ? wanted : "/";
    }

    private static String bounded(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
