@NullMarked
package dev.sluice.console.auth.oidc;

import org.jspecify.annotations.NullMarked;
