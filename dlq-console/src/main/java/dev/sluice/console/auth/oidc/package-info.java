/** Login by a server of the organization (OpenID Connect): who it says somebody is, and what that lets them do here. */
@NullMarked
package dev.sluice.console.auth.oidc;

import org.jspecify.annotations.NullMarked;
