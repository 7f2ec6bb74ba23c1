package dev.sluice.processor.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.ProfileWatch;
import dev.sluice.profile.Reload;
import dev.sluice.profile.Scaffold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatesTest {
    @TempDir
    private Path temporary;

    @Test
    void areThoseOfTheProfilesInUse() throws Exception {
        Path kinds = temporary.resolve("kinds");
        Scaffold.write("first", kinds, "me");
        LinkedBlockingQueue<Reload> reloads = new LinkedBlockingQueue<>();
        try (ProfileWatch watch = new ProfileWatch(new ProfileLoader(), kinds, Duration.ofMillis(10), reloads::add)) {
            Gates gates = new Gates(watch.profiles());
            Gate before = gates.find("first").orElseThrow();
            assertThat(gates.find("second")).isEmpty();
            assertThat(gates.find("first")).as("made once").containsSame(before);

            watch.start();
            Files.move(kinds.resolve("first"), kinds.resolve("second"));

            assertThat(reloads.poll(30, TimeUnit.SECONDS)).isInstanceOf(Reload.Loaded.class);
            assertThat(gates.find("second")).isPresent();
            assertThat(gates.find("first")).isEmpty();
        }
    }
}
