package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A good profile, {@code note}, written to disk so that a test can break it. */
final class SampleFolder {
    private final Path folder;

    private SampleFolder(Path folder) {
        this.folder = folder;
    }

    static SampleFolder in(Path parent) throws IOException {
        SampleFolder sample = new SampleFolder(parent.resolve("note"));
        sample.write("profile.yaml", """
                description: A short note.
                recognition:
                  - media_type: text/x-note
                    text: (?i)remember
                steps:
                  extract:
                    engines: [model, offline]
                    attempts: 2
                gate:
                  accept: 0.9
                """);
        sample.write("fields.schema.json", """
                {
                  "type": "object",
                  "properties": {
                    "due": {
                      "description": "When it is due.",
                      "type": ["string", "null"],
                      "format": "date"
                    },
                    "code": {
                      "description": "A code of two digits.",
                      "type": "string",
                      "pattern": "^[0-9]{2}$"
                    }
                  },
                  "required": ["due"],
                  "additionalProperties": false
                }
                """);
        sample.write("categories.yaml", """
                categories:
                  - label: task
                    description: Something to do.
                    keywords:
                      remember: 3
                      To Do: 2
                  - label: idea
                    description: Something to think about.
                """);
        for (String step : List.of("extract", "summarize", "classify")) {
            sample.write(step + ".md", """
                    ---
                    version: "1.0"
                    owner: me
                    changes:
                      "1.0": First version.
                    ---
                    Read the {{profile}}: {{description}}
                    {{#categories}}
                    - {{label}}: {{description}}
                    {{/categories}}
                    {{#examples}}
                    {{text}} => {{answer}}
                    {{/examples}}
                    """);
        }
        sample.write("examples/milk.yaml", """
                text: Remember the milk.
                fields:
                  due: null
                  code: "07"
                label: task
                """);
        return sample;
    }

    Path path() {
        return folder;
    }

    SampleFolder write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    SampleFolder delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
        return this;
    }

    SampleFolder replace(String file, String old, String replacement) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(old);
        return write(file, text.replace(old, replacement));
    }

    /** Loads it and gives what is wrong with it, each fault with the file relative to the folder. */
    List<String> faults() {
        ProfileException refusal =
                catchThrowableOfType(ProfileException.class, () -> new ProfileLoader().load(List.of(folder)));
        assertThat(refusal).as("the folder should have been refused").isNotNull();
        return refusal.faults().stream()
                .map(fault -> fault.toString().replace(folder + "/", ""))
                .toList();
    }
}
