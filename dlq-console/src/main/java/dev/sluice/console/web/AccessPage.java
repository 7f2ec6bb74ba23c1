package dev.sluice.console.web;

import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.Credential;
import io.javalin.http.Context;
import java.util.List;

/** Who has access. Accounts are changed by the command line alone. */
final class AccessPage {
    private final Console console;
    private final Accounts accounts;
    private final Templates templates;

    AccessPage(Console console, Accounts accounts, Templates templates) {
        this.console = console;
        this.accounts = accounts;
        this.templates = templates;
    }

    record View(Frame frame, List<Credential> credentials) {}

    void show(Context request, Visit visit) {
        templates.answer(
                request,
                "access.jte",
                new View(Frame.of("Access", "access", visit, console), List.copyOf(accounts.all())));
    }
}
