package dev.sluice.processor.ingest;

import java.util.Optional;

/** The text that a format's reader found, possibly blank, and the title. */
record Extracted(String text, Optional<String> title) {}
