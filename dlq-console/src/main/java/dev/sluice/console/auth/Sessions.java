package dev.sluice.console.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Sessions that live in a signed cookie alone, so that every replica with the same key knows them. One ends by its time, and
 * when the account is removed or gets another password. The role is not in it: it is the account's at each request.
 * Thread-safe.
 */
public final class Sessions {
    private static final String PURPOSE = "session";
    private static final String END_OF_LINE = "\n";

    private final Seal seal;
    private final Duration lifetime;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param lifetime how long a session lasts
     */
    public Sessions(Seal seal, Duration lifetime, Clock clock, SecureRandom random) {
        this.seal = seal;
        this.lifetime = lifetime;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Somebody's session.
     *
     * @param csrfToken what their forms must carry
     */
    public record Session(Account account, String csrfToken) {}

    /** The value of a new session's cookie. */
    public String begin(Credential credential) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return seal.seal(
                PURPOSE,
                String.join(
                        END_OF_LINE,
                        credential.account().name(),
                        Long.toString(clock.instant().plus(lifetime).getEpochSecond()),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                        proof(credential)));
    }

    /** The session of a cookie, if it is genuine, not over, and the account still has the password it began with. */
    public Optional<Session> find(String cookie, Accounts accounts) {
        return seal.open(PURPOSE, cookie)
                .map(text -> text.split(END_OF_LINE, -1))
                .filter(parts -> Instant.ofEpochSecond(Long.parseLong(parts[1])).isAfter(clock.instant()))
                .flatMap(parts ->
                        accounts.find(parts[0]).filter(credential -> Seal.isEqual(proof(credential), parts[3])))
                .map(credential -> new Session(credential.account(), seal.sign("csrf", cookie)));
    }

    /** How long a session lasts. */
    public Duration lifetime() {
        return lifetime;
    }

    private String proof(Credential credential) {
        return seal.sign("proof", credential.secret().hash()).substring(0, 22);
    }
}
