package dev.sluice.console.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down who guesses passwords: after some failures for one name from one address, or many from one address, each
 * further try waits, twice as long every time. Others are not held up by it. Per replica. Thread-safe.
 */
public final class LoginThrottle {
    private static final int FREE_FAILURES_OF_NAME = 5;
    private static final int FREE_FAILURES_OF_ADDRESS = 30;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 9;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Failures(int count, Instant last) {}

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whether a try may be made now: empty if so, else how long it has to wait. A try counts as a failure until {@link
     * #succeeded} is told, so that many at the same moment do not count for one.
     */
    public synchronized Optional<Duration> begin(String name, String address) {
        Duration byName = left(key(name, address), FREE_FAILURES_OF_NAME);
        Duration byAddress = left(address, FREE_FAILURES_OF_ADDRESS);
        Duration longest = byName.compareTo(byAddress) > 0 ? byName : byAddress;
        if (longest.isPositive()) {
            return Optional.of(longest);
        }
        note(key(name, address));
        note(address);
        return Optional.empty();
    }

    /** Forgets the failures for a name from an address, and that this try was one of the address. */
    public synchronized void succeeded(String name, String address) {
        failures.remove(key(name, address));
        Failures known = failures.get(address);
        if (known != null) {
            failures.put(address, new Failures(Math.max(0, known.count() - 1), known.last()));
        }
    }

    private void note(String key) {
        failures.put(key, new Failures(count(key) + 1, clock.instant()));
    }

    private int count(String key) {
        Failures known = failures.get(key);
        return known == null || known.last().plus(FORGOTTEN_AFTER).isBefore(clock.instant()) ? 0 : known.count();
    }

    private Duration left(String key, int free) {
        int beyond = count(key) - free;
        Failures known = failures.get(key);
        if (beyond < 0 || known == null) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, MOST_DOUBLINGS));
        return Duration.between(clock.instant(), known.last().plus(wait));
    }

    private static String key(String name, String address) {
        return name.toLowerCase(Locale.ROOT) + "\n" + address;
    }
}
