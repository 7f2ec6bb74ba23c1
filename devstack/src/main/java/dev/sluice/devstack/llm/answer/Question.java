package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What is asked about a document.
 *
 * @param instructions the system message; descriptions of labels are read from it
 * @param document the document's text
 * @param schema the JSON Schema that the answer must fit; empty where prose will do
 */
public record Question(String instructions, String document, Optional<JsonNode> schema) {}
