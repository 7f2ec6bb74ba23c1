package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.connect.Connection;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.runtime.control.Control;
import dev.sluice.runtime.control.ControlReader;
import dev.sluice.runtime.control.ControlState;
import dev.sluice.runtime.control.ControlWriter;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingText;
import dev.sluice.schemas.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;

/** Reads and changes settings for one command. */
final class ControlDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Screen screen;
    private final Clock clock;

    ControlDesk(ClusterOptions cluster, Screen screen, Clock clock) {
        this.connection = cluster.connection();
        this.screen = screen;
        this.clock = clock;
    }

    /** What is set, expired settings included. */
    ControlState read() {
        connection.requireTopics(Set.of(Topic.CONTROL, Topic.AUDIT));
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            return ControlState.of(ControlReader.readOnce(consumer, connection.serdes(), PATIENCE));
        }
    }

    void set(Control control, ChangeOptions change) {
        Instant now = clock.instant();
        Optional<Instant> end = change.time().map(now::plus);
        Setting setting = Refused.orElse(() -> new Setting(control, change.by(), now, change.why(), end));
        Optional<Setting> before = read().find(setting.key());
        try (ControlWriter writer = writer()) {
            writer.set(setting, before);
        }
        screen.line("Set: " + SettingText.what(control)
                + end.map(until -> ", until " + until).orElse("") + ".");
    }

    void unset(String key, ChangeOptions change) {
        if (change.time().isPresent()) {
            throw new CommandFailedException("What is taken back stays so: --for does not go with it.");
        }
        Setting before = read().find(key)
                .orElseThrow(() -> new CommandFailedException(
                        "There is no setting " + key + ". See what is set: sluice control show"));
        try (ControlWriter writer = writer()) {
            writer.unset(before, change.by(), change.why());
        }
        screen.line("No longer set: " + SettingText.what(before.control()) + ".");
    }

    private ControlWriter writer() {
        return new ControlWriter(connection.producerConfig(), connection.serdes(), clock);
    }
}
