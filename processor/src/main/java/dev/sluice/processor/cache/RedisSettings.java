package dev.sluice.processor.cache;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A Redis server and how it is used. The user and the password in its address do not show in the text.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://}, then {@code user:password@} where needed, the host, the port
 *     and a database's number
 * @param prefix what the names of keys begin with
 * @param timeout the longest time that one command may take, at least 1 ms
 */
public record RedisSettings(String url, String prefix, Duration timeout) {

    private static final Pattern DATABASE = Pattern.compile("(/[0-9]{0,4})?");

    public RedisSettings {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("the timeout of Redis is " + timeout + "; it must be at least 1 ms");
        }
        address(url);
    }

    /** The address as the client takes it. Holds the password. */
    RedisURI address() {
        return address(url);
    }

    /** Host and port, for people. */
    String place() {
        RedisURI address = address();
        return address.getHost() + ":" + address.getPort();
    }

    @Override
    public String toString() {
        return "RedisSettings[" + place() + ", prefix=" + prefix + ", timeout=" + timeout + "]";
    }

    /** What is wrong is not quoted, nor is it the cause: it may hold the password. */
    private static RedisURI address(String url) {
        try {
            // Lettuce takes a port or a database that is no number for none.
            URI parts = new URI(url);
            boolean known = "redis".equals(parts.getScheme()) || "rediss".equals(parts.getScheme());
            boolean plain = parts.getQuery() == null && parts.getFragment() == null;
            if (known
                    && plain
                    && parts.getHost() != null
                    && DATABASE.matcher(parts.getPath()).matches()) {
                return RedisURI.create(url);
            }
        } catch (URISyntaxException | RuntimeException notAnAddress) {
            // Said below.
        }
        throw new IllegalArgumentException("the address of Redis is none such as redis://localhost:6379,"
                + " rediss://user:password@host:6380 or redis://host/1; what is special in a password is"
                + " percent-encoded, as in any URL");
    }
}
