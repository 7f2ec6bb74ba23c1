package dev.sluice.quickstart.produce;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A document that was not sent.
 *
 * @param what its id or path
 * @param reason what was wrong, and what to do about it
 */
record Failure(String what, String reason) {

    static Failure reading(String what, IOException failure) {
        String reason = switch (failure) {
            case AccessDeniedException denied -> "it may not be read by this user";
            case NoSuchFileException gone -> "it is gone";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> failure.toString();
        };
        return new Failure(what, "cannot be read: " + reason);
    }
}
