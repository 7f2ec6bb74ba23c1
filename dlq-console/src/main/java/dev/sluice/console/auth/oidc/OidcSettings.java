package dev.sluice.console.auth.oidc;

import dev.sluice.console.auth.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How people log in by the organization's server.
 *
 * @param issuer the server, exactly as its tokens and its discovery document name it
 * @param clientSecret absent for a public client, which PKCE alone protects
 * @param label what the login page calls it
 * @param scopes what is asked for, {@code openid} among them
 * @param nameClaim the claim that holds the name by which the audit trail knows somebody
 * @param rolesClaim the claim whose values are mapped to roles; a path with dots looks into objects
 * @param roles the role of each value that has one; whoever has none of them gets no access
 * @param profilesClaim the claim with the profiles that somebody is restricted to; nobody is restricted if absent
 * @param tenantsClaim the claim with the tenants that somebody is restricted to; nobody is restricted if absent
 * @param session after which time the server is asked anew
 * @param console where people find the console; the server sends them back to it
 */
public record OidcSettings(
        URI issuer,
        String clientId,
        Optional<String> clientSecret,
        String label,
        List<String> scopes,
        String nameClaim,
        String rolesClaim,
        Map<String, Role> roles,
        Optional<String> profilesClaim,
        Optional<String> tenantsClaim,
        Duration session,
        URI console) {
    /** Where the login server sends people back to. */
    public static final String RETURN_PATH = "/login/oidc/return";

    public OidcSettings {
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
        if (!isProtected(issuer)) {
            throw new IllegalArgumentException("console.oidc.issuer is " + issuer
                    + ", which anybody on the way could answer for; use an address that begins with https://");
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("console.oidc.client.id is missing: register the console at " + issuer
                    + " with the redirect URI " + console.resolve(RETURN_PATH) + " and give the id that it has there");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("console.oidc.roles is empty, so nobody could log in: map values of the"
                    + " claim " + rolesClaim + " to roles, such as reviewers=reviewer; admins=admin");
        }
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("console.oidc.scopes lacks openid, without which there is no login");
        }
    }

    /** Where the login server sends people back to: it has to be registered there, exactly so. */
    public URI returnUri() {
        return console.resolve(RETURN_PATH);
    }

    /** Whether nobody on the way to an address can answer in its place: TLS, or this machine. */
    public static boolean isProtected(URI address) {
        String host = String.valueOf(address.getHost());
        boolean isLoopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        return "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && isLoopback);
    }

    /** What a session rests on: another one of these ends it. */
    String basis() {
        return String.join(
                "\n",
                issuer.toString(),
                clientId,
                nameClaim,
                rolesClaim,
                new java.util.TreeMap<>(roles).toString(),
                profilesClaim.toString(),
                tenantsClaim.toString());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcSettings[" + issuer + ", " + clientId + "]";
    }
}
