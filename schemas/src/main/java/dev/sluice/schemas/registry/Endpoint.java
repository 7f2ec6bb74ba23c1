package dev.sluice.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * One URL of the registry and what to authenticate with there. Prints without the secret.
 *
 * @param base the URL without user information and without a slash at its end
 * @param authorization the Authorization header's value, if there is one
 */
record Endpoint(URI base, Optional<String> authorization) {
    static List<Endpoint> from(AbstractConfig config) {
        return config.getList(RegistryKeys.URL).stream()
                .map(url -> of(url.strip(), config))
                .toList();
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static Endpoint of(String url, AbstractConfig config) {
        URI uri = parse(url);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
        String host = uri.getHost() + (uri.getPort() == -1 ? "" : ":" + uri.getPort());
        return new Endpoint(URI.create(uri.getScheme() + "://" + host + path), authorization(uri, config));
    }

    private static URI parse(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Its message would repeat the URL, which can hold a password.
        }
        String shown = url.replaceFirst("//.*@", "//***@");
        throw new ConfigException(
                RegistryKeys.URL,
                shown,
                "give it as http://host:port or https://host:port, with a path if there is one");
    }

    private static Optional<String> authorization(URI uri, AbstractConfig config) {
        Optional<String> bearer = secret(config, RegistryKeys.BEARER_AUTH_TOKEN);
        Optional<String> userInfo = secret(config, RegistryKeys.BASIC_AUTH_USER_INFO);
        boolean fromUserInfo = config.getString(RegistryKeys.BASIC_AUTH_SOURCE).equals(RegistryKeys.FROM_USER_INFO);
        if (fromUserInfo != userInfo.isPresent()) {
            throw new ConfigException("Set " + RegistryKeys.BASIC_AUTH_SOURCE + "=" + RegistryKeys.FROM_USER_INFO
                    + " and " + RegistryKeys.BASIC_AUTH_USER_INFO + " together, or neither.");
        }
        Optional<String> basic = userInfo.or(() -> Optional.ofNullable(uri.getRawUserInfo())
                .map(raw -> URLDecoder.decode(raw.replace("+", "%2B"), UTF_8)));
        if (bearer.isPresent() && basic.isPresent()) {
            throw new ConfigException("Both " + RegistryKeys.BEARER_AUTH_TOKEN
                    + " and a name with a password are configured for the schema registry: leave one out.");
        }
        return bearer.map(token -> "Bearer " + token)
                .or(() -> basic.map(plain -> "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8))));
    }

    private static Optional<String> secret(AbstractConfig config, String key) {
        @Nullable Password password = config.getPassword(key);
        return Optional.ofNullable(password).map(Password::value);
    }
}
