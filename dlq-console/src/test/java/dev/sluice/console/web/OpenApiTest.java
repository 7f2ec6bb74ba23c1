package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.validate.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OpenApiTest {
    @Test
    void describesEveryRouteOfTheApiAndNoOther() throws IOException {
        TreeSet<String> described = new TreeSet<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        TreeSet<String> served = new TreeSet<>();
        for (Route route : Route.values()) {
            if (route.path().startsWith("/api/")) {
                served.add(route.method() + " " + route.path());
            }
        }

        assertThat(described).isEqualTo(served);
    }

    @Test
    void namesTheLeastRoleOfEachRoute() throws IOException {
        for (Route route : Route.values()) {
            if (route.door() == Route.Door.TOKEN) {
                JsonNode operation = document()
                        .path("paths")
                        .path(route.path())
                        .path(route.method().name().toLowerCase(Locale.ROOT));
                assertThat(operation.path("description").asText())
                        .as(route.name())
                        .contains(route.least().orElseThrow().id());
            }
        }
    }

    private static JsonNode document() throws IOException {
        try (InputStream stream = Objects.requireNonNull(Route.class.getResourceAsStream("openapi.json"))) {
            return StrictJson.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
