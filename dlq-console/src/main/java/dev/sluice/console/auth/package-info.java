/** Who may do what: the users file, passwords, sessions and tokens. Knows nothing of pages. */
@NullMarked
package dev.sluice.console.auth;

import org.jspecify.annotations.NullMarked;
