package dev.sluice.quickstart.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.profile.Category;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleListTest {
    private static final Path LIST =
            Path.of(URI.create(Objects.requireNonNull(SampleListTest.class.getResource("samples.yaml"))
                    .toString()));

    @Test
    void listsEveryFileOfTheFolderOnce() throws Exception {
        List<String> files = new ArrayList<>();
        samples().forEach(sample -> files.add(sample.path("file").asText()));

        try (Stream<Path> folder = Files.list(LIST.resolveSibling("."))) {
            assertThat(files)
                    .hasSizeGreaterThanOrEqualTo(20)
                    .containsExactlyInAnyOrderElementsOf(
                            folder.map(file -> file.getFileName().toString())
                                    .filter(name -> !name.endsWith(".yaml") && !name.endsWith(".class"))
                                    .toList());
        }
    }

    @Test
    void expectsOnlyWhatTheProfilesAndContractsKnow() throws Exception {
        Profiles profiles = new ProfileLoader().load();
        for (JsonNode sample : samples()) {
            assertThat(sample.path("title").asText()).as(sample.toString()).isNotBlank();
            if (sample.path("expected").asText().equals("enriched")) {
                Profile profile = profiles.find(sample.path("profile").asText()).orElseThrow();
                assertThat(profile.categories())
                        .extracting(Category::label)
                        .contains(sample.path("label").asText());
            } else {
                assertThat(sample.path("expected").asText()).isEqualTo("dead-letter");
                assertThat(DeadLetterReason.values())
                        .extracting(DeadLetterReason::name)
                        .contains(sample.path("reason").asText());
            }
        }
    }

    private static JsonNode samples() throws IOException {
        return new YAMLMapper().readTree(Files.readString(LIST)).path("samples");
    }
}
