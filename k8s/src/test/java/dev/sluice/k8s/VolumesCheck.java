package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.console.ConsoleSettings;
import dev.sluice.processor.ProcessorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Every path of the configuration is in a volume of the right kind: the processor's stores on a claim that it finds again, below its
 * root; the console's where it can write; accounts, profiles and prices where they are mounted.
 */
final class VolumesCheck implements Check {
    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        for (Container container : rendering.running("processor")) {
            ProcessorConfig config = Programs.processor(container, rendering);
            String state = String.valueOf(config.streams().get(StreamsConfig.STATE_DIR_CONFIG));
            expect(container, "state.dir", state, VolumesCheck::isClaimed, "a claim of the StatefulSet", problems);
            if (container
                    .mountOf(state)
                    .filter(mount -> mount.path("mountPath").asText().equals(state))
                    .isPresent()) {
                problems.add(
                        container.id() + ": state.dir is the volume's root, where lost+found is; take a folder in it");
            }
            config.profiles().ifPresent(folder -> profiles(container, folder.toString(), problems));
            config.prices().ifPresent(file -> prices(container, file.toString(), rendering, problems));
            scratch(container, problems);
        }
        for (Container container : rendering.running("console")) {
            ConsoleSettings settings = Programs.console(container, rendering);
            expect(
                    container,
                    "console.state.dir",
                    settings.console().stateDir().toString(),
                    volume -> volume.has("emptyDir") || isClaimed(volume),
                    "a volume that can be written",
                    problems);
            expect(
                    container,
                    "console.users.file",
                    settings.web().usersFile().toString(),
                    volume -> volume.has("secret"),
                    "a Secret",
                    problems);
            settings.profiles().ifPresent(folder -> profiles(container, folder.toString(), problems));
            scratch(container, problems);
        }
        return problems;
    }

    private static boolean isClaimed(JsonNode volume) {
        return volume.at("/spec/accessModes").isArray() || volume.has("persistentVolumeClaim");
    }

    private static void expect(
            Container container,
            String key,
            String path,
            Predicate<JsonNode> kind,
            String wanted,
            List<String> problems) {
        Optional<JsonNode> mount = container.mountOf(path);
        if (mount.filter(each -> kind.test(container.volumeOf(each))).isEmpty()) {
            problems.add(container.id() + ": " + key + " is " + path + ", which is not in " + wanted);
        }
        if (mount.filter(each -> each.has("subPath")).isPresent()) {
            problems.add(container.id() + ": " + path + " is mounted by subPath, which does not follow changes");
        }
    }

    /** Each profile is a volume of its own: one volume for all would have folders of Kubernetes' own beside them. */
    private static void profiles(Container container, String folder, List<String> problems) {
        boolean isAny = Nodes.stream(container.json().path("volumeMounts"))
                .anyMatch(mount -> mount.path("mountPath").asText().startsWith(folder + "/"));
        if (!isAny) {
            problems.add(container.id() + ": profiles.dir is " + folder + ", and no profile is mounted in it");
        }
    }

    private static void prices(Container container, String file, Rendering rendering, List<String> problems) {
        expect(container, "prices.file", file, volume -> volume.has("configMap"), "a ConfigMap", problems);
        container.mountOf(file).ifPresent(mount -> {
            String map = container.volumeOf(mount).at("/configMap/name").asText();
            String key = file.substring(file.lastIndexOf('/') + 1);
            if (rendering
                    .find("ConfigMap", map)
                    .filter(each -> each.at("/data").has(key))
                    .isEmpty()) {
                problems.add(container.id() + ": the ConfigMap " + map + " has no key " + key);
            }
        });
    }

    /** Where native libraries are unpacked and run. */
    private static void scratch(Container container, List<String> problems) {
        expect(container, "java.io.tmpdir", "/tmp", volume -> volume.has("emptyDir"), "an emptyDir", problems);
    }
}
