package dev.sluice.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.util.Optional;

/**
 * One question to the registry.
 *
 * @param path from the registry's base URL on, encoded
 * @param body what to POST; a GET when absent
 */
record RegistryRequest(String path, Optional<String> body) {
    static RegistryRequest schemaById(int id) {
        return new RegistryRequest("/schemas/ids/" + id, Optional.empty());
    }

    static RegistryRequest version(String subject, int version) {
        return new RegistryRequest("/subjects/" + encode(subject) + "/versions/" + version, Optional.empty());
    }

    static RegistryRequest lookUp(String subject, String schema) {
        return new RegistryRequest("/subjects/" + encode(subject), Optional.of(body(schema)));
    }

    static RegistryRequest register(String subject, String schema) {
        return new RegistryRequest("/subjects/" + encode(subject) + "/versions", Optional.of(body(schema)));
    }

    @Override
    public String toString() {
        return (body.isPresent() ? "POST " : "GET ") + path;
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }

    private static String body(String schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema).toString();
    }
}
