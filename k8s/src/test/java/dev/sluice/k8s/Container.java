package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** One container of a workload's pods. */
record Container(Workload workload, JsonNode json) {

    /** As problems name it. */
    String id() {
        return workload.manifest().id() + ", container " + json.path("name").asText();
    }

    /** Which of Sluice's images it runs: processor, console or cli; empty if another's. */
    Optional<String> program() {
        String image = json.path("image").asText();
        return image.startsWith("sluice/")
                ? Optional.of(image.substring("sluice/".length()).replaceFirst(":.*", ""))
                : Optional.empty();
    }

    boolean runs(String program) {
        return program().filter(program::equals).isPresent();
    }

    /** The mount that a path lies in: the longest one that it begins with. */
    Optional<JsonNode> mountOf(String path) {
        return Nodes.stream(json.path("volumeMounts"))
                .filter(mount -> (path + "/").startsWith(mount.path("mountPath").asText() + "/"))
                .max((one, other) -> Integer.compare(
                        one.path("mountPath").asText().length(),
                        other.path("mountPath").asText().length()));
    }

    /** The volume behind a mount; a missing node if there is none. */
    JsonNode volumeOf(JsonNode mount) {
        return workload.volumes().getOrDefault(mount.path("name").asText(), MissingNode.getInstance());
    }
}
