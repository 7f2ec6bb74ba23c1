/** Brokers and a registry that want TLS, logins and rights. */
@NullMarked
package dev.sluice.acceptance.secured;

import org.jspecify.annotations.NullMarked;
