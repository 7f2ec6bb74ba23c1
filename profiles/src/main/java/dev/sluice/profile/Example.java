package dev.sluice.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A document with the results it should have, shown to models and later used to measure them.
 *
 * @param name the file's name without its ending
 * @param text the document
 * @param fields what should be extracted, conforming to the profile's contract; not to be modified
 * @param label how it should be classified, one of the profile's
 */
public record Example(String name, String text, Optional<JsonNode> fields, Optional<String> label) {}
