package dev.sluice.processor.transcribe;

import dev.sluice.processor.llm.Picture;
import dev.sluice.processor.step.Rejection;

/** What became of one page of a document that is to be looked at. */
public sealed interface Page {

    /** The page as a picture. */
    record Shown(Picture picture) implements Page {}

    /** There is no picture of it: the document is at fault. */
    record NotShown(Rejection rejection) implements Page {}
}
