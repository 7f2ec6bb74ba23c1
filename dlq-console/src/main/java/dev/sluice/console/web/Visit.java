package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import dev.sluice.console.auth.Role;

/**
 * Somebody's request, after it was let in.
 *
 * @param csrfToken what the forms of the page carry; empty where there is no session
 * @param nonce what the page's scripts carry
 */
record Visit(Account account, String csrfToken, String nonce) {
    /** Whether they may what a role may. */
    boolean may(Role role) {
        return account.role().covers(role);
    }
}
