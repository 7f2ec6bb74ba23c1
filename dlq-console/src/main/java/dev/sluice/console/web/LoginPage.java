package dev.sluice.console.web;

import dev.sluice.console.WebSettings;
import dev.sluice.console.auth.Account;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.LoginThrottle;
import dev.sluice.console.auth.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends sessions. */
final class LoginPage {
    private static final Logger log = LoggerFactory.getLogger(LoginPage.class);
    private static final int LONGEST = 1000;

    private final WebSettings settings;
    private final Accounts accounts;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final Templates templates;

    LoginPage(WebSettings settings, Accounts accounts, Sessions sessions, LoginThrottle throttle, Templates templates) {
        this.settings = settings;
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
        this.templates = templates;
    }

    record View(String next, String name, String problem, String nonce) {}

    void show(Context request) {
        answer(request, 200, next(request.queryParam("next")), "", "");
    }

    void send(Context request) {
        String name = bounded(request.formParam("name"));
        String password = bounded(request.formParam("password"));
        String next = next(request.formParam("next"));
        if (!Gate.isFromHere(request)) {
            answer(request, 403, next, name, "The form was sent from elsewhere. Log in here.");
            return;
        }
        Optional<Duration> wait = throttle.wait(name, request.ip());
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
        Optional<Account> account = accounts.login(name, password);
        if (account.isEmpty()) {
            throttle.failed(name, request.ip());
            log.info("A login from {} failed", request.ip());
            answer(request, 401, next, name, "Name or password is wrong.");
            return;
        }
        throttle.succeeded(name, request.ip());
        request.cookie(
                cookie(sessions.begin(account.get()), (int) sessions.lifetime().toSeconds()));
        request.redirect(next, HttpStatus.SEE_OTHER);
    }

    void end(Context request) {
        request.cookie(cookie("", 0));
        request.redirect("/login", HttpStatus.SEE_OTHER);
    }

    private void answer(Context request, int status, String next, String name, String problem) {
        request.status(status);
        templates.answer(request, "login.jte", new View(next, name, problem, Gate.nonce(request)));
    }

    private Cookie cookie(String value, int seconds) {
        return new Cookie(Gate.COOKIE, value, "/", seconds, settings.secureCookie(), true, null, SameSite.STRICT);
    }

    /** Only places of our own: a page elsewhere could look like ours. */
    private static String next(@Nullable String wanted) {
        if (wanted == null || wanted.length() > 4 * LONGEST) {
            return "/";
        }
        boolean isOurs = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.chars().noneMatch(c -> c == '\\' || c < ' ');
        return isOurs ? wanted : "/";
    }

    private static String bounded(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
