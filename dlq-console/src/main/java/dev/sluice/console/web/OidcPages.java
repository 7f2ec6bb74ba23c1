package dev.sluice.console.web;

import dev.sluice.console.auth.oidc.OidcLogin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;

/** Sends people to the login server, and takes them back from it. */
final class OidcPages {
    private final Logins logins;
    private final Cookies cookies;
    private final LoginPage login;
    private final Templates templates;

    OidcPages(Logins logins, Cookies cookies, LoginPage login, Templates templates) {
        this.logins = logins;
        this.cookies = cookies;
        this.login = login;
        this.templates = templates;
    }

    /**
     * The page between.
     *
     * @param next where it leads by itself
     */
    record Entered(String name, String next, String nonce) {}

    void begin(Context request) {
        answer(request, server().begin(LoginPage.next(request.queryParam("next"))));
    }

    void finish(Context request) {
        Optional<String> attempt = cookies.attempt(request);
        // It is good for one answer, whatever becomes of it.
        cookies.endAttempt(request);
        // The address holds the code.
        request.header("Referrer-Policy", "no-referrer");
        answer(
                request,
                server().finish(
                                new OidcLogin.Return(
                                        attempt,
                                        parameter(request, "state"),
                                        parameter(request, "code"),
                                        parameter(request, "error"),
                                        parameter(request, "iss")),
                                logins.accounts()));
    }

    private void answer(Context request, OidcLogin.Step step) {
        switch (step) {
            case OidcLogin.Step.Away away -> {
                cookies.beginAttempt(request, away.attempt(), OidcLogin.ATTEMPT);
                request.redirect(away.address().toString(), HttpStatus.SEE_OTHER);
            }
            case OidcLogin.Step.In in -> {
                cookies.beginSession(request, in.session(), server().lifetime());
                // A redirect would still be the login server's doing, with which browsers do not send the strict
                // cookie.
                templates.answer(
                        request, "entered.jte", new Entered(in.account().name(), in.next(), Gate.nonce(request)));
            }
            case OidcLogin.Step.Refused refused -> login.answer(request, refused.status(), "/", "", refused.told());
        }
    }

    private OidcLogin server() {
        return logins.oidc().orElseThrow(() -> new NotFoundResponse("This console has no login server."));
    }

    private static Optional<String> parameter(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name)).filter(value -> !value.isEmpty());
    }
}
