package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;

/** One object of Kubernetes, as a manifest describes it. */
record Manifest(ObjectNode json) {

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** As problems name it. */
    String id() {
        return kind() + " " + name();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** A part, by its JSON pointer; a missing node if there is none. */
    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** What makes pods, if this does. */
    Optional<Workload> workload() {
        return json.at("/spec/template/spec/containers").isArray() ? Optional.of(new Workload(this)) : Optional.empty();
    }

    /** A copy with a change. */
    Manifest edited(Consumer<ObjectNode> change) {
        ObjectNode copy = json.deepCopy();
        change.accept(copy);
        return new Manifest(copy);
    }
}
