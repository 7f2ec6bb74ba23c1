package dev.sluice.console.auth.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.sluice.console.auth.Account;
import dev.sluice.console.auth.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what somebody may do here by what the login server says of them. Without a reason to let them in, it does not. */
final class Admission {
    /** As a restriction it means all. */
    private static final String ALL = "*";

    private final OidcSettings settings;

    Admission(OidcSettings settings) {
        this.settings = settings;
    }

    Account account(JWTClaimsSet claims) throws LoginFailure {
        String name = name(claims);
        Role role = values(claims, settings.rolesClaim()).stream()
                .flatMap(value -> Optional.ofNullable(settings.roles().get(value)).stream())
                .max(Role::compareTo)
                .orElseThrow(() -> new LoginFailure(
                        403,
                        "You are logged in as " + name
                                + ", but you have no role in this console: none of the values of "
                                + settings.rolesClaim()
                                + " that the login server names for you is mapped to one. Ask an"
                                + " administrator of the console."));
        Optional<Set<String>> profiles = restriction(claims, name, settings.profilesClaim());
        Optional<Set<String>> tenants = restriction(claims, name, settings.tenantsClaim());
        try {
            return new Account(name, role, profiles, tenants);
        } catch (IllegalArgumentException e) {
            throw new LoginFailure(
                    403,
                    "The console cannot use the name in " + settings.nameClaim() + ": " + e.getMessage()
                            + ". An administrator can name another claim in console.oidc.name.claim.");
        }
    }

    private String name(JWTClaimsSet claims) throws LoginFailure {
        if (!(claims.getClaim(settings.nameClaim()) instanceof String name) || name.isBlank()) {
            throw new LoginFailure(
                    403,
                    "The login server does not tell your name: " + settings.nameClaim()
                            + " is missing. An administrator"
                            + " can name another claim in console.oidc.name.claim, or ask for more by console.oidc.scopes.");
        }
        if (settings.nameClaim().equals("email") && Boolean.FALSE.equals(claims.getClaim("email_verified"))) {
            throw new LoginFailure(
                    403, "The login server has not verified your address yet. Do that there, then log in again.");
        }
        return name;
    }

    /** A restriction that is wanted and that the server does not tell lets nobody in. */
    private static Optional<Set<String>> restriction(JWTClaimsSet claims, String name, Optional<String> claim)
            throws LoginFailure {
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        Set<String> values = values(claims, claim.get());
        if (values.isEmpty()) {
            throw new LoginFailure(
                    403,
                    "You are logged in as " + name + ", but the login server does not say in " + claim.get()
                            + " what you may see. Ask an administrator: it takes names, or * for all.");
        }
        return values.contains(ALL) ? Optional.empty() : Optional.of(values);
    }

    /** The texts of a claim: of a list, or of one text with blanks or commas between them. */
    private static Set<String> values(JWTClaimsSet claims, String claim) {
        return switch (find(claims.getClaims(), claim)) {
            case Collection<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toSet());
            case String text -> new HashSet<>(List.of(text.strip().split("[\\s,]+")));
            case null, default -> Set.of();
        };
    }

    /** A claim of that very name, else one in objects: {@code realm_access.roles}. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        String[] parts = path.split(Pattern.quote("."), 2);
        return parts.length == 2 && claims.get(parts[0]) instanceof Map<?, ?> inner ? find(inner, parts[1]) : null;
    }
}
