package dev.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFilesTest {

    @TempDir
    private Path root;

    @Test
    void saysWhereItLookedAndHowToBuildThemWhenMissing() {
        Path lib = root.resolve("lib");

        assertThatThrownBy(() -> ServerFiles.locate(null, lib.resolve("devstack.jar")))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining(lib.resolve("servers").toString())
                .hasMessageContaining("./mvnw -q -DskipTests package")
                .hasMessageContaining("-Dsluice.devstack.servers=FOLDER");
    }

    @Test
    void passesOverAFolderThatIsHalfUnpacked() throws IOException {
        Path near = root.resolve("a/servers");
        Path far = root.resolve("servers");
        layOut(near);
        layOut(far);
        Files.delete(near.resolve("apicurio/quarkus-run.jar"));

        assertThat(ServerFiles.locate(null, root.resolve("a/classes")).folder()).isEqualTo(far);
    }

    @Test
    void looksNowhereElseWhenAFolderIsNamed() throws IOException {
        layOut(root.resolve("servers"));

        assertThatThrownBy(() -> ServerFiles.locate(root.resolve("other").toString(), root.resolve("classes")))
                .hasMessageContaining(root.resolve("other").toString());
    }

    @Test
    void findsThemFromTheClassesOfTheModule() throws IOException {
        Path servers = root.resolve("devstack/target/servers");
        layOut(servers);

        assertThat(ServerFiles.locate(null, root.resolve("devstack/target/classes"))
                        .folder())
                .isEqualTo(servers);
    }

    @Test
    void findsThemFromTheJarsTheLauncherRuns() throws IOException {
        Path servers = root.resolve("devstack/target/servers");
        layOut(servers);

        assertThat(ServerFiles.locate(null, root.resolve("quickstart/target/lib/sluice-devstack-1.0.jar"))
                        .folder())
                .isEqualTo(servers);
    }

    @Test
    void findsThemFromTheWorkingDirectoryWhenTheJarLiesInARepository() throws IOException {
        Path servers = root.resolve("checkout/devstack/target/servers");
        layOut(servers);

        assertThat(ServerFiles.locate(null, root.resolve("repository/devstack.jar"), root.resolve("checkout/processor"))
                        .folder())
                .isEqualTo(servers);
    }

    @Test
    void takesFromTheBrokersFolderWhatItsListNames() throws IOException {
        Path servers = root.resolve("servers");
        layOut(servers);
        Files.createFile(servers.resolve("kafka/left-by-an-earlier-build.jar"));

        assertThat(ServerFiles.locate(servers.toString()).brokerClassPath())
                .containsExactly(
                        servers.resolve("kafka/one.jar"),
                        servers.resolve("kafka/two.jar"),
                        servers.resolve("sluice-devstack-child.jar"));
    }

    @Test
    void dropsSharedClassesFromBeforeTheLastBuild() throws IOException {
        Path servers = root.resolve("servers");
        layOut(servers);
        ServerFiles files = ServerFiles.locate(servers.toString());
        Path archive = Files.createFile(servers.resolve("broker.jsa"));
        FileTime now = Files.getLastModifiedTime(archive);

        Files.setLastModifiedTime(archive, FileTime.from(now.toInstant().plusSeconds(1)));
        assertThat(files.sharedClasses("broker")).isEqualTo(archive).exists();

        Files.setLastModifiedTime(archive, FileTime.from(now.toInstant().minusSeconds(60)));
        assertThat(files.sharedClasses("broker")).isEqualTo(archive).doesNotExist();
    }

    private static void layOut(Path servers) throws IOException {
        Files.createDirectories(servers.resolve("kafka"));
        Files.createDirectories(servers.resolve("apicurio"));
        Files.createFile(servers.resolve("sluice-devstack-child.jar"));
        Files.createFile(servers.resolve("apicurio/quarkus-run.jar"));
        Files.writeString(servers.resolve("kafka/class-path"), "./one.jar:./two.jar");
    }
}
