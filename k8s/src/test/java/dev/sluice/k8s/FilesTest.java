package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.spend.PriceFile;
import dev.sluice.profile.ProfileLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of this module: each is in use, and those that become ConfigMaps are what the programs read. */
final class FilesTest {
    @Test
    void everyFileIsNamedByItsKustomization() throws IOException {
        for (Path folder : kustomized()) {
            Kustomization kustomization = Kustomization.in(folder);
            Set<String> named = new TreeSet<>(Nodes.list(kustomization.json().path("resources")));
            named.add(Kustomization.FILE);
            kustomization
                    .generatedFrom()
                    .forEach(file -> named.add(folder.relativize(file).toString()));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(file -> folder.relativize(file).toString()))
                        .as("files of " + folder)
                        .allMatch(named::contains);
            }
        }
    }

    @Test
    void everyComponentIsInAnOverlay() {
        Set<String> used = Repository.overlays().stream()
                .flatMap(folder -> Nodes.list(Kustomization.in(folder).json().path("components")).stream())
                .map(component -> component.substring(component.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        assertThat(Repository.components())
                .allSatisfy(
                        folder -> assertThat(used).contains(folder.getFileName().toString()));
    }

    @Test
    void everySecretIsExplained() throws IOException {
        String guide = Files.readString(Repository.ROOT.resolve("docs/kubernetes.md"));
        for (Container container : Repository.files().containers()) {
            for (JsonNode reference : container.json().findValues("secretKeyRef")) {
                assertThat(guide)
                        .contains("`" + reference.path("name").asText() + "`")
                        .contains("`" + reference.path("key").asText() + "`");
            }
        }
    }

    @Test
    void pricesAreReadable() {
        assertThat(PriceFile.read(Repository.MODULE.resolve("components/prices/prices.yaml")))
                .isNotNull();
    }

    /** As a pod sees it: files are links into a folder that Kubernetes swaps, beside which it has folders of its own. */
    @Test
    void theProfileLoadsFromItsVolume(@TempDir Path volumes) throws IOException {
        Kustomization component = Kustomization.in(Repository.MODULE.resolve("components/profiles"));
        Path mount = Files.createDirectories(volumes.resolve("survey"));
        Path data = Files.createDirectories(mount.resolve("..2026_11_29"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_11_29"));
        for (Path file : component.generatedFrom()) {
            Path place = component.folder().resolve("survey").relativize(file);
            Files.createDirectories(Objects.requireNonNull(data.resolve(place).getParent()));
            Files.copy(file, data.resolve(place));
            Path first = place.getName(0);
            if (!Files.exists(mount.resolve(first))) {
                Files.createSymbolicLink(mount.resolve(first), Path.of("..data").resolve(first));
            }
        }
        assertThat(new ProfileLoader().load(List.of(volumes)).all())
                .anySatisfy(profile -> assertThat(profile.name()).isEqualTo("survey"));
    }

    @Test
    void theVolumePutsEachKeyBackIntoItsPlace() {
        Kustomization component = Kustomization.in(Repository.MODULE.resolve("components/profiles"));
        Path folder = component.folder().resolve("survey");
        List<String> files = component.generatedFrom().stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
        List<String> places = Nodes.stream(
                        Yaml.tree(component.json().at("/patches/0/patch").asText()))
                .flatMap(operation -> Nodes.stream(operation.at("/value/configMap/items")))
                .map(item -> item.path("path").asText())
                .toList();
        assertThat(places).containsExactlyInAnyOrderElementsOf(files);
    }

    private static List<Path> kustomized() {
        return Stream.of(
                        Stream.of(Repository.MODULE.resolve("base")),
                        Repository.components().stream(),
                        Repository.overlays().stream())
                .flatMap(each -> each)
                .toList();
    }
}
