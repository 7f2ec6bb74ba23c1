package dev.sluice.console.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The style sheet and the scripts: a fixed list, read once. */
final class Assets {
    private static final String OWN = "/dev/sluice/console/web/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> TYPES = Map.of(
            "console.css", "text/css; charset=utf-8",
            "console.js", SCRIPT,
            "keys.js", SCRIPT,
            "form.js", SCRIPT,
            "live.js", SCRIPT,
            "select.js", SCRIPT,
            "icon.svg", "image/svg+xml",
            "htmx.js", SCRIPT);
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

    private final Map<String, Asset> assets = new HashMap<>();
    private final byte[] api = read(OWN + "openapi.json");

    private static final class Asset {
        private final byte[] bytes;
        private final String type;
        private final String tag;

        private Asset(byte[] bytes, String type) {
            this.bytes = bytes;
            this.type = type;
            this.tag = tag(bytes);
        }
    }

    Assets() {
        TYPES.forEach((name, type) -> {
            byte[] bytes = read(name.equals("htmx.js") ? HTMX : OWN + name);
            assets.put(name, new Asset(bytes, type));
        });
    }

    void answer(Context request) {
        @Nullable Asset asset = assets.get(request.pathParam("name"));
        if (asset == null) {
            request.status(404).contentType("text/plain").result("There is no such file.");
            return;
        }
        request.header("Cache-Control", "no-cache").header("ETag", asset.tag);
        if (asset.tag.equals(request.header("If-None-Match"))) {
            request.status(304);
        } else {
            request.contentType(asset.type).result(asset.bytes);
        }
    }

    /** Describes the API. */
    void api(Context request) {
        request.contentType("application/json; charset=utf-8").result(api);
    }

    private static byte[] read(String resource) {
        try (InputStream stream = Assets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path: the console's jar is incomplete");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + new BigInteger(1, digest).toString(36) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
