package dev.sluice.acceptance.secured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A user of the brokers as the manifest for Strimzi describes them.
 *
 * @param rights what Strimzi's operator would make of its {@code acls}
 */
record KafkaUser(String name, List<AclBinding> rights) {
    private static final Path MANIFEST = Path.of("..", "k8s", "components", "strimzi", "users.yaml");

    /** All users of the manifest. */
    static List<KafkaUser> ofManifest() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(MANIFEST.toFile())) {
            return documents.readAll().stream().map(KafkaUser::of).toList();
        }
    }

    private static KafkaUser of(JsonNode manifest) {
        String name = manifest.at("/metadata/name").asText();
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode rule : manifest.at("/spec/authorization/acls")) {
            ResourcePattern resource = new ResourcePattern(
                    type(rule.at("/resource/type").asText()),
                    rule.at("/resource/name").asText(),
                    rule.at("/resource/patternType").asText().equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            for (JsonNode operation : rule.path("operations")) {
                rights.add(new AclBinding(
                        resource,
                        new AccessControlEntry(
                                "User:" + name,
                                "*",
                                AclOperation.fromString(operation.asText()),
                                AclPermissionType.ALLOW)));
            }
        }
        return new KafkaUser(name, List.copyOf(rights));
    }

    private static ResourceType type(String name) {
        return name.equals("transactionalId")
                ? ResourceType.TRANSACTIONAL_ID
                : ResourceType.fromString(name.toUpperCase(Locale.ROOT));
    }
}
