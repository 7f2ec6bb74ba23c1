package dev.sluice.processor.transcribe;

/** The pages of one document, made as they are asked for: a whole scan in memory would be many megabytes. */
@FunctionalInterface
public interface Pages {

    /**
     * Makes one page.
     *
     * @param number from 1
     * @throws InterruptedException when the stage closes
     */
    Page page(int number) throws InterruptedException;
}
