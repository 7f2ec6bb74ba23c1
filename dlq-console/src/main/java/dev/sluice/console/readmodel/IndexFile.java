package dev.sluice.console.readmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/**
 * One SQLite file with a connection that writes and some that read. In WAL mode readers see the state of their beginning
 * and never wait for the writer, nor it for them. The readers are thread-safe, the writer is for one thread.
 */
final class IndexFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IndexFile.class);
    /** Another number makes every replica rebuild its file: raise it with any change of the tables. */
    static final int SCHEMA_VERSION = 5;

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5000;
    private static final int WAIT_SECONDS = 10;
    private static final int WRITER_CACHE_KIB = 64 * 1024;
    private static final int READER_CACHE_KIB = 16 * 1024;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE items (
              id INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, state TEXT NOT NULL,
              reason TEXT NOT NULL, stage TEXT NOT NULL, profile TEXT, tenant TEXT, label TEXT, confidence REAL,
              confidence_key REAL NOT NULL, preview TEXT NOT NULL, arrived_at INTEGER NOT NULL, queued_at INTEGER NOT NULL,
              updated_at INTEGER NOT NULL, lease_owner TEXT, lease_until INTEGER, decided_by TEXT,
              redrive_count INTEGER NOT NULL, audit INTEGER NOT NULL, letter TEXT NOT NULL, resolved_at INTEGER,
              resolved_by_action TEXT,
              sequence INTEGER NOT NULL)""",
            "CREATE INDEX items_by_queue ON items (state, queued_at, document_id)",
            "CREATE INDEX items_by_change ON items (state, updated_at, document_id)",
            "CREATE INDEX items_by_confidence ON items (state, confidence_key, document_id)",
            "CREATE INDEX items_by_reason ON items (state, reason, queued_at, document_id)",
            "CREATE INDEX items_by_lease ON items (lease_owner) WHERE lease_owner IS NOT NULL",
            "CREATE INDEX items_by_sequence ON items (sequence)",
            "CREATE INDEX items_by_resolution ON items (resolved_at) WHERE resolved_at IS NOT NULL",
            // Apart, so that lists do not read past them.
            "CREATE TABLE bodies (id INTEGER PRIMARY KEY, item BLOB NOT NULL)",
            """
            CREATE VIRTUAL TABLE words USING fts5(document_id, text, summary, fields, detail, hidden,
              content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2')""",
            // In bytes: a whole batch's words go to disk at once, so that fewer parts have to be merged.
            "INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)",
            """
            CREATE TABLE judged (item INTEGER NOT NULL, stage TEXT NOT NULL, made_by TEXT NOT NULL, pointer TEXT NOT NULL,
              PRIMARY KEY (item, stage, pointer)) WITHOUT ROWID""",
            "CREATE TABLE events (event_id TEXT PRIMARY KEY, document_id TEXT NOT NULL, at INTEGER NOT NULL, event BLOB NOT NULL)",
            "CREATE INDEX events_by_document ON events (document_id, at)",
            """
            CREATE TABLE outcomes (key TEXT PRIMARY KEY, hour INTEGER NOT NULL, outcome TEXT NOT NULL,
              reason TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID""",
            """
            CREATE TABLE spend (key TEXT PRIMARY KEY, window TEXT NOT NULL, start INTEGER NOT NULL, subject TEXT NOT NULL,
              name TEXT NOT NULL, calls INTEGER NOT NULL, failed INTEGER NOT NULL, unpriced INTEGER NOT NULL,
              micros INTEGER NOT NULL) WITHOUT ROWID""",
            "CREATE INDEX spend_by_start ON spend (window, start)",
            """
            CREATE TABLE positions (topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL,
              PRIMARY KEY (topic, partition)) WITHOUT ROWID""",
            "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "PRAGMA user_version = " + SCHEMA_VERSION);

    private final Path path;
    private final Object fileKey;
    private final Connection writer;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
    private volatile boolean closed;

    /** A question to the file. */
    @FunctionalInterface
    interface Query<T> {
        T ask(Connection connection) throws SQLException;
    }

    private IndexFile(Path path, Connection writer) throws IOException, SQLException {
        this.path = path;
        this.writer = writer;
        this.fileKey = fileKey(path).orElseThrow(() -> new IOException(path + " vanished while it was opened"));
        for (int i = 0; i < READERS; i++) {
            readers.add(config(READER_CACHE_KIB, true).createConnection("jdbc:sqlite:" + path));
        }
    }

    /** Opens the file if it is one of this version; empty if it is missing, another's, or damaged. */
    static Optional<IndexFile> open(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        @Nullable Connection writer = null;
        try {
            writer = config(WRITER_CACHE_KIB, false).createConnection("jdbc:sqlite:" + path);
            if (userVersion(writer) == SCHEMA_VERSION) {
                writer.setAutoCommit(false);
                return Optional.of(new IndexFile(path, writer));
            }
            writer.close();
            return Optional.empty();
        } catch (SQLException e) {
            // Not a database, or a damaged one: it is made anew, which says so.
            closeQuietly(writer);
            return Optional.empty();
        }
    }

    /** Makes an empty file, in place of any other. */
    static IndexFile create(Path path) throws IOException, SQLException {
        Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root is no file"));
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(path.resolveSibling(path.getFileName() + suffix));
        }
        Connection writer = config(WRITER_CACHE_KIB, false).createConnection("jdbc:sqlite:" + path);
        try (Statement statement = writer.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            writer.setAutoCommit(false);
            return new IndexFile(path, writer);
        } catch (SQLException | IOException e) {
            closeQuietly(writer);
            throw e;
        }
    }

    /** The one that writes; its user commits. */
    Connection writer() {
        return writer;
    }

    /** Whether the file that is open is the one that has the name: a deleted one goes on working unseen. */
    boolean isInPlace() throws IOException {
        return fileKey(path).equals(Optional.of(fileKey));
    }

    /** Asks on a connection that reads. */
    <T> T read(Query<T> query) throws SQLException {
        Connection reader = borrow();
        try {
            return query.ask(reader);
        } finally {
            giveBack(reader);
        }
    }

    @Override
    public void close() {
        closed = true;
        List<Connection> idle = new ArrayList<>();
        readers.drainTo(idle);
        idle.forEach(IndexFile::closeQuietly);
        closeQuietly(writer);
    }

    private Connection borrow() throws SQLException {
        try {
            Connection reader = closed ? null : readers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (reader == null) {
                throw new SQLException(closed ? "The file was closed." : "All readers are busy.");
            }
            return reader;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for a reader.", e);
        }
    }

    private void giveBack(Connection reader) {
        if (closed || !readers.offer(reader) || (closed && readers.remove(reader))) {
            closeQuietly(reader);
        }
    }

    private static SQLiteConfig config(int cacheKib, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // What a power cut takes back it takes back with its offsets, so it is read again.
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-cacheKib);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        if (readOnly) {
            config.setOpenMode(SQLiteOpenMode.READONLY);
            config.resetOpenMode(SQLiteOpenMode.CREATE);
            config.resetOpenMode(SQLiteOpenMode.READWRITE);
        }
        return config;
    }

    private static int userVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.getInt(1);
        }
    }

    private static Optional<Object> fileKey(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        // Windows has no file keys, but lets nobody delete an open file either.
        return Optional.of(attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey());
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.debug("A connection did not close", e);
        }
    }
}
