package dev.sluice.console.auth.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.console.auth.Account;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.Seal;
import dev.sluice.console.auth.Sessions.Session;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sessions of those whom the login server knows. There is no file to look them up in, so the signed cookie carries role and
 * restrictions as well; they count until it ends, which is soon, and not beyond a change of the settings that they rest on.
 * Thread-safe.
 */
final class OidcSessions {
    private static final String PURPOSE = "oidc-session";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** Browsers keep cookies of up to 4096 bytes, with name and attributes. */
    private static final int LONGEST = 3800;

    private final OidcSettings settings;
    private final Seal seal;
    private final Clock clock;
    private final SecureRandom random;

    OidcSessions(OidcSettings settings, Seal seal, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.seal = seal;
        this.clock = clock;
        this.random = random;
    }

    String begin(Account account) throws LoginFailure {
        byte[] id = new byte[16];
        random.nextBytes(id);
        ObjectNode json = MAPPER.createObjectNode()
                .put("name", account.name())
                .put("role", account.role().id())
                .put("until", clock.instant().plus(settings.session()).getEpochSecond())
                .put("id", Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .put("basis", basis());
        account.profiles().ifPresent(names -> names.forEach(json.putArray("profiles")::add));
        account.tenants().ifPresent(names -> names.forEach(json.putArray("tenants")::add));
        String cookie = seal.seal(PURPOSE, json.toString());
        if (cookie.length() > LONGEST) {
            throw new LoginFailure(
                    403,
                    "The login server names more profiles or tenants for you than a session can hold. Ask an administrator"
                            + " to name fewer, or * for all.");
        }
        return cookie;
    }

    /** The session of a cookie, if it is genuine and not over, and its name is not one of the users file. */
    Optional<Session> find(String cookie, Accounts accounts) {
        return seal.open(PURPOSE, cookie)
                .map(OidcSessions::read)
                .filter(json -> json.path("basis").asText().equals(basis()))
                .filter(json ->
                        Instant.ofEpochSecond(json.path("until").asLong()).isAfter(clock.instant()))
                .filter(json -> accounts.find(json.path("name").asText()).isEmpty())
                .map(json -> new Session(account(json), seal.sign("csrf", cookie)));
    }

    private static Account account(JsonNode json) {
        return new Account(
                json.path("name").asText(),
                Role.of(json.path("role").asText()).orElseThrow(),
                names(json, "profiles"),
                names(json, "tenants"));
    }

    private static Optional<Set<String>> names(JsonNode json, String what) {
        if (!json.has(what)) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        json.path(what).forEach(name -> names.add(name.asText()));
        return Optional.of(names);
    }

    private String basis() {
        return seal.sign("basis", settings.basis());
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was signed here, so it is JSON", e);
        }
    }
}
