package dev.sluice.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFileTest {
    @TempDir
    private Path folder;

    private Replica replica;

    @BeforeEach
    void open() throws Exception {
        replica = new Replica(folder.resolve("items.sqlite"));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no database", "SQLite format 3\0 and then rubbish that goes on for a while"})
    void makesAFileAnewThatIsNone(String contents) throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish.sqlite"), contents);

        assertThat(IndexFile.open(rubbish)).isEmpty();
        try (IndexFile created = IndexFile.create(rubbish)) {
            assertThat(created.isInPlace()).isTrue();
        }
    }

    @Test
    void doesNotOpenAFileOfAnotherVersion() throws Exception {
        try (var statement = replica.file().writer().createStatement()) {
            statement.execute("PRAGMA user_version = 99");
            replica.file().writer().commit();
        }

        assertThat(IndexFile.open(folder.resolve("items.sqlite"))).isEmpty();
    }

    @Test
    void aFileOfAnotherTopicOrOneThatWasNotReadForLongIsNotReadOn() throws Exception {
        replica.projection().begin("topic-1");

        assertThat(Projection.isUsable(replica.file(), "topic-1", Replica.NOW)).isTrue();
        assertThat(Projection.isUsable(replica.file(), "topic-2", Replica.NOW)).isFalse();
        assertThat(Projection.isUsable(replica.file(), "topic-1", Replica.NOW.plusSeconds(24 * 3600)))
                .isFalse();
    }

    @Test
    void keepsItemAndOffsetOrNeither() throws Exception {
        replica.write(Replica.item("a", 1));
        try (var statement = replica.file().writer().createStatement()) {
            statement.execute("DROP TABLE positions");
            replica.file().writer().commit();
        }

        assertThatThrownBy(() -> replica.write(Replica.item("b", 2))).isInstanceOf(SQLException.class);

        assertThat(replica.model().item("b", Replica.ADA)).isEmpty();
    }

    @Test
    void aLongReadDoesNotHoldUpTheWriter() throws Exception {
        replica.write(Replica.item("a", 1));

        replica.file().read(reader -> {
            try (var statement = reader.createStatement();
                    var rows = statement.executeQuery("SELECT document_id FROM items")) {
                assertThat(rows.next()).isTrue();
                replica.write(Replica.item("b", 2));
                assertThat(rows.next()).as("the reader sees its own moment").isFalse();
            }
            return 0;
        });

        assertThat(replica.model().item("b", Replica.ADA)).isPresent();
    }
}
