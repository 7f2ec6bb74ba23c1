package dev.sluice.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manifests of this module, as files and as what kustomize makes of them. */
final class Repository {
    static final Path MODULE = Path.of("").toAbsolutePath();
    static final Path ROOT = MODULE.resolve("..").normalize();

    /** What a component cannot do without. */
    private static final Map<String, List<String>> NEEDS = Map.of("keda-strimzi", List.of("strimzi", "keda"));

    private Repository() {}

    static List<Path> components() {
        return folders(MODULE.resolve("components"));
    }

    static List<Path> overlays() {
        return folders(MODULE.resolve("overlays"));
    }

    /**
     * Base and all components together, without kustomize: the files as they are, and the ConfigMaps that would be made. Patches are
     * not applied, so keys that come along with one are left out.
     */
    static Rendering files() {
        return files("files of base and components", false);
    }

    /** The same with all keys of all ConfigMaps. */
    static Rendering filesWithAllKeys() {
        return files("files with all keys", true);
    }

    private static Rendering files(String title, boolean withAllKeys) {
        List<Manifest> manifests = new ArrayList<>();
        Map<String, Map<String, String>> configMaps = new TreeMap<>();
        Stream.concat(Stream.of(MODULE.resolve("base")), components().stream())
                .map(Kustomization::in)
                .forEach(each -> {
                    manifests.addAll(each.manifests());
                    if (withAllKeys || !each.hasPatches()) {
                        each.generateInto(configMaps);
                    }
                });
        configMaps.forEach((name, data) -> manifests.add(Kustomization.configMap(name, data)));
        return new Rendering(title, manifests);
    }

    /** Every overlay, and the base with each component, as kustomize makes them. */
    static List<Rendering> rendered() {
        List<Rendering> rendered = new ArrayList<>();
        overlays().forEach(folder -> rendered.add(Kustomize.render("overlay " + folder.getFileName(), folder)));
        components().forEach(folder -> rendered.add(onBase(String.valueOf(folder.getFileName()))));
        return rendered;
    }

    private static Rendering onBase(String component) {
        List<String> components = new ArrayList<>(NEEDS.getOrDefault(component, List.of()));
        components.add(component);
        Path folder = MODULE.resolve("target/kustomize").resolve(component);
        String text = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../../../base]\n"
                + components.stream()
                        .map(each -> "  - ../../../components/" + each + "\n")
                        .collect(Collectors.joining("", "components:\n", ""));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(Kustomization.FILE), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Kustomize.render("base with " + String.join(", ", components), folder);
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
