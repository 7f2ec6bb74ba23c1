package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.profile.Reload.Loaded;
import dev.sluice.profile.Reload.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileWatchTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path temporary;

    private Path folder;
    private SampleFolder sample;
    private final List<Reload> reports = new ArrayList<>();

    @BeforeEach
    void writeGoodProfile() throws IOException {
        folder = Files.createDirectory(temporary.resolve("kinds"));
        sample = SampleFolder.in(folder);
    }

    @Test
    void refusesToBeginWithAMistake() throws IOException {
        sample.delete("extract.md");

        assertThatThrownBy(() -> watch(reports::add))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("extract.md");
    }

    @Test
    void keepsTheLastGoodProfilesWhileAnEditIsBroken() throws IOException {
        try (ProfileWatch watch = watch(reports::add)) {
            Profiles before = watch.profiles().current();
            sample.replace("profile.yaml", "accept: 0.9", "accept: 9");

            look(watch, 5);

            assertThat(watch.profiles().current()).isSameAs(before);
            assertThat(reports)
                    .as("told once, not with every look")
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.mistakes())
                                    .contains(
                                            "note/profile.yaml:10: gate.accept is 9. Set it to a number from 0.0 to 1.0."));
        }
    }

    @Test
    void usesTheEditOnceItIsMended() throws IOException {
        try (ProfileWatch watch = watch(reports::add)) {
            sample.replace("profile.yaml", "accept: 0.9", "accept: 9");
            look(watch, 2);
            sample.replace("profile.yaml", "accept: 9", "accept: 0.7");
            look(watch, 2);

            assertThat(note(watch).gate().accept()).isEqualTo(0.7);
            assertThat(reports).hasExactlyElementsOfTypes(Refused.class, Loaded.class);
        }
    }

    @Test
    void goesBackToWhatWasInUseWhenTheEditIsUndone() throws IOException {
        try (ProfileWatch watch = watch(reports::add)) {
            sample.replace("profile.yaml", "accept: 0.9", "accept: 9");
            look(watch, 2);
            sample.replace("profile.yaml", "accept: 9", "accept: 0.9");
            look(watch, 2);

            assertThat(reports).hasExactlyElementsOfTypes(Refused.class, Loaded.class);
        }
    }

    @Test
    void keepsTheProfilesWhenTheFolderIsGone() throws IOException {
        try (ProfileWatch watch = watch(reports::add)) {
            Files.move(folder, temporary.resolve("elsewhere"));

            look(watch, 3);

            assertThat(note(watch).description()).isEqualTo("A short note.");
            assertThat(reports).singleElement().isInstanceOf(Refused.class);
        }
    }

    @Test
    void waitsUntilAFolderIsCopiedWhole() throws IOException {
        try (ProfileWatch watch = watch(reports::add)) {
            sample.replace("profile.yaml", "A short note.", "A note.").delete("extract.md");
            watch.look();
            sample.write("extract.md", Files.readString(folder.resolve("note/classify.md")));
            watch.look();
            assertThat(reports).isEmpty();

            watch.look();

            assertThat(note(watch).description()).isEqualTo("A note.");
        }
    }

    @Test
    void doesNotLoadWhatDidNotChange() throws IOException {
        try (ProfileWatch watch = watch(reports::add)) {
            sample.write("profile.yaml", Files.readString(folder.resolve("note/profile.yaml")));
            sample.write("golden/new.yaml", "not read by a running pipeline");

            look(watch, 3);

            assertThat(reports).isEmpty();
        }
    }

    @Test
    void followsTheSwappedLinkOfAMountedConfigMap() throws IOException {
        Path mount = Files.createDirectory(temporary.resolve("mount"));
        Path versionOne = Files.move(folder, mount.resolve("..2026_1"));
        Path link = Files.createSymbolicLink(mount.resolve("..data"), versionOne.getFileName());
        Files.createSymbolicLink(mount.resolve("note"), Path.of("..data", "note"));
        try (ProfileWatch watch = new ProfileWatch(new ProfileLoader(), mount, NEVER, reports::add)) {
            Path versionTwo = Files.createDirectory(mount.resolve("..2026_2"));
            SampleFolder.in(versionTwo).replace("profile.yaml", "A short note.", "Version two.");
            Files.delete(link);
            Files.createSymbolicLink(link, versionTwo.getFileName());

            look(watch, 2);

            assertThat(note(watch).description()).isEqualTo("Version two.");
        }
    }

    @Test
    void looksByItself() throws Exception {
        LinkedBlockingQueue<Reload> told = new LinkedBlockingQueue<>();
        try (ProfileWatch watch = new ProfileWatch(new ProfileLoader(), folder, Duration.ofMillis(10), told::add)) {
            watch.start();
            Path profile = folder.resolve("note/profile.yaml");
            // At once: what it sees of a file that is being written is refused, if the writing takes long enough.
            Files.move(
                    Files.writeString(
                            temporary.resolve("edited.yaml"),
                            Files.readString(profile).replace("A short note.", "Edited.")),
                    profile,
                    StandardCopyOption.ATOMIC_MOVE);

            assertThat(told.poll(30, TimeUnit.SECONDS)).isInstanceOf(Loaded.class);
            assertThat(note(watch).description()).isEqualTo("Edited.");
        }
    }

    private ProfileWatch watch(Consumer<Reload> report) {
        return new ProfileWatch(new ProfileLoader(), folder, NEVER, report);
    }

    private static void look(ProfileWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private static Profile note(ProfileWatch watch) {
        return watch.profiles().current().find("note").orElseThrow();
    }
}
