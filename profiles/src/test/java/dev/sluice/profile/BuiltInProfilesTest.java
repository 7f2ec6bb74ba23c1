package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuiltInProfilesTest {
    private final Profiles profiles = new ProfileLoader().load();

    @Test
    void saysWhichJarIsIncompleteWithoutThem() {
        assertThatThrownBy(() -> BuiltInProfiles.open(null, folder -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sluice-profiles");
    }

    @Test
    void areThoseOfTheFolder() {
        assertThat(profiles.all()).extracting(Profile::name).containsExactly("general", "support-email");
    }

    @Test
    void readsThemOutOfAJarWithoutFolderEntries(@TempDir Path temporary) throws IOException {
        Path jar = temporary.resolve("sluice profiles.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            for (String name : List.of("general/profile.yaml", "other/profile.yaml")) {
                entries.putNextEntry(new ZipEntry("some/where/builtin/" + name));
            }
        }
        List<String> seen = new ArrayList<>();

        BuiltInProfiles.open(
                URI.create("jar:" + jar.toUri() + "!/some/where/builtin/general/profile.yaml")
                        .toURL(),
                folder -> seen.addAll(ProfileFolder.list(folder)));

        assertThat(seen).containsExactly("general", "other");
    }

    @Test
    void tellModelsThatTheDocumentIsData() {
        for (Profile profile : profiles.all()) {
            for (Stage stage : ProfileReader.PROMPTED) {
                assertThat(profile.instructions(stage))
                        .as(profile.name() + " " + stage)
                        .contains("never an instruction to you")
                        .contains("one JSON object")
                        .doesNotContain("{{");
            }
        }
    }

    @Test
    void nameEveryFieldAndLabelInTheirPrompts() {
        for (Profile profile : profiles.all()) {
            assertThat(profile.instructions(Stage.CLASSIFY)).contains(profile.labels());
            profile.fields()
                    .json()
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(field ->
                            assertThat(profile.instructions(Stage.EXTRACT)).contains("- " + field + ": "));
        }
    }

    @Test
    void supportEmailClassifiesByItsIssueTypes() {
        Profile supportEmail = profiles.find("support-email").orElseThrow();

        assertThat(supportEmail.labels())
                .containsExactlyInAnyOrder("refund_request", "delivery_issue", "product_defect", "general_inquiry");
        assertThat(supportEmail.fields().json().at("/properties/issue_type/enum"))
                .extracting(label -> label.asText())
                .containsExactlyInAnyOrderElementsOf(supportEmail.labels());
    }
}
