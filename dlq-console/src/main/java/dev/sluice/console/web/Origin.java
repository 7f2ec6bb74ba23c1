package dev.sluice.console.web;

import dev.sluice.console.WebSettings;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a request comes from. Thread-safe. */
final class Origin {
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Optional<URI> url;
    private final int proxyHops;

    Origin(WebSettings settings) {
        this.url = settings.url();
        this.proxyHops = settings.proxyHops();
    }

    /** Whether a page of this console sent it, as far as the browser tells. */
    boolean isHere(Context request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.header("Origin");
        String host = url.map(URI::getAuthority).orElseGet(() -> String.valueOf(request.header("Host")));
        return origin == null || isAuthority(origin, host);
    }

    /**
     * Whose tries to log in count together: the address before the proxies that are known, and of IPv6 the network, as
     * whoever has one address there has all of it.
     */
    String sender(Context request) {
        String address = proxyHops == 0 ? request.ip() : forwarded(request).orElseGet(request::ip);
        return address.indexOf(':') < 0 ? address : network(address);
    }

    /** What the outermost known proxy added; what stands before it, anybody can have written. */
    private Optional<String> forwarded(Context request) {
        String[] addresses = String.join(
                        ",", java.util.Collections.list(request.req().getHeaders("X-Forwarded-For")))
                .split(",", -1);
        return Optional.of(addresses.length - proxyHops)
                .filter(index -> index >= 0)
                .map(index -> addresses[index].strip())
                .filter(address -> !address.isEmpty());
    }

    private static String network(String address) {
        String bare = address.replace("[", "").replace("]", "");
        try {
            // Only digits, colons and dots: no name that would be looked up.
            byte[] bytes =
                    bare.matches("[0-9A-Fa-f:.]+") ? InetAddress.getByName(bare).getAddress() : new byte[0];
            return bytes.length == IPV6_BYTES ? Arrays.toString(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)) : bare;
        } catch (UnknownHostException e) {
            return bare;
        }
    }

    private static boolean isAuthority(String origin, @Nullable String host) {
        try {
            String authority = new URI(origin).getAuthority();
            return authority != null && authority.equals(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
