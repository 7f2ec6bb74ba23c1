package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import dev.sluice.console.auth.Role;

/**
 * What is around every page.
 *
 * @param place the part of the console it belongs to, which the navigation marks
 */
record Frame(String title, String place, Account account, String csrfToken, String nonce, boolean complete) {
    static Frame of(String title, String place, Visit visit, Console console) {
        return new Frame(
                title,
                place,
                visit.account(),
                visit.csrfToken(),
                visit.nonce(),
                console.items().isCaughtUp());
    }

    /** Whether they may change what is set for all documents. */
    boolean mayControl() {
        return may(Role.OPERATOR) && !account.viewer().isRestricted();
    }

    boolean may(Role role) {
        return account.role().covers(role);
    }
}
