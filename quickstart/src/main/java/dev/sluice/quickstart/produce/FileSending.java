package dev.sluice.quickstart.produce;

import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Sends files one after the other and keeps count of what became of them. Its counts may be read by any thread. */
final class FileSending {
    private static final long REDRAW_MILLIS = 100;

    private final DocumentSender sender;
    private final RawDocuments documents;
    private final Collection<SourceFile> files;
    private final LongSupplier nanoTime;
    private final long begin;
    private final CountDownLatch ended;
    private final List<Failure> failures = new ArrayList<>();
    private long sent;
    private long bytes;

    FileSending(DocumentSender sender, RawDocuments documents, Collection<SourceFile> files, LongSupplier nanoTime) {
        this.sender = sender;
        this.documents = documents;
        this.files = files;
        this.nanoTime = nanoTime;
        this.ended = new CountDownLatch(files.size());
        this.begin = nanoTime.getAsLong();
    }

    /** Sends all and waits for the brokers; {@code progress} is told now and then, on this thread. */
    void run(Consumer<SendProgress> progress) throws InterruptedException {
        for (SourceFile file : files) {
            send(file);
            progress.accept(progress());
        }
        while (!ended.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
            progress.accept(progress());
        }
        progress.accept(progress());
    }

    synchronized SendProgress progress() {
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - begin);
        return new SendProgress(sent, bytes, failures.size(), files.size(), elapsed);
    }

    synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    private void send(SourceFile file) {
        if (file.bytes() > Topic.MAX_VALUE_BYTES) {
            failed(new Failure(file.documentId(), DocumentSender.tooLarge(file.bytes())));
            return;
        }
        byte[] content;
        try {
            content = Files.readAllBytes(file.path());
        } catch (IOException e) {
            failed(Failure.reading(file.documentId(), e));
            return;
        }
        sender.send(file.documentId(), documents.of(file, content), reason -> ended(file, content.length, reason));
    }

    private void ended(SourceFile file, int length, Optional<String> reason) {
        reason.ifPresentOrElse(why -> failed(new Failure(file.documentId(), why)), () -> stored(length));
    }

    private synchronized void failed(Failure failure) {
        failures.add(failure);
        ended.countDown();
    }

    private synchronized void stored(int length) {
        sent++;
        bytes += length;
        ended.countDown();
    }
}
