package dev.sluice.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.quickstart.demo.Expectation.DeadLetter;
import dev.sluice.quickstart.demo.Expectation.Enriched;
import dev.sluice.quickstart.produce.MediaTypesByName;
import dev.sluice.schemas.avro.RawDocument;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sample documents, as {@code samples.yaml} lists them. */
final class Samples {
    private static final String FOLDER = "/dev/sluice/quickstart/samples/";
    private static final String ID_PREFIX = "samples/";

    private Samples() {}

    /** All of them, in the order in which they are sent, with what is expected when this one answers. */
    static List<Sample> load(LlmChoice llm) {
        try {
            List<Sample> samples = new ArrayList<>();
            for (JsonNode entry :
                    new YAMLMapper().readTree(read("samples.yaml")).path("samples")) {
                String file = entry.path("file").asText();
                samples.add(new Sample(ID_PREFIX + file, document(file), expectation(entry, llm)));
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawDocument document(String file) throws IOException {
        return RawDocument.newBuilder()
                .setContent(ByteBuffer.wrap(read(file)))
                .setMediaType(MediaTypesByName.of(file).orElse(null))
                .build();
    }

    private static Expectation expectation(JsonNode entry, LlmChoice llm) {
        Optional<String> profile = Optional.ofNullable(entry.get("profile")).map(JsonNode::asText);
        JsonNode outcome = llm == LlmChoice.OFFLINE && entry.has("offline") ? entry.get("offline") : entry;
        String expected = outcome.path("expected").asText();
        return switch (expected) {
            case "enriched" -> new Enriched(outcome.path("label").asText(), profile.orElseThrow());
            case "dead-letter" -> new DeadLetter(outcome.path("reason").asText(), profile);
            default -> throw new IllegalArgumentException("expected is enriched or dead-letter, not " + expected);
        };
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream input = Samples.class.getResourceAsStream(FOLDER + file)) {
            if (input == null) {
                throw new FileNotFoundException(FOLDER + file);
            }
            return input.readAllBytes();
        }
    }
}
