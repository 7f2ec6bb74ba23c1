package dev.sluice.processor.ingest;

import java.io.ByteArrayInputStream;

/** A document's bytes, which end with an exception once the reading is to stop. */
final class CheckedInputStream extends ByteArrayInputStream {
    private final Reading reading;

    CheckedInputStream(byte[] bytes, Reading reading) {
        super(bytes);
        this.reading = reading;
    }

    @Override
    public synchronized int read() {
        reading.check();
        return super.read();
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        reading.check();
        return super.read(target, offset, length);
    }
}
