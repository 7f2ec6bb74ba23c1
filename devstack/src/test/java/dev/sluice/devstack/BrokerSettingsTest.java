package dev.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    private final BrokerSettings settings = BrokerSettings.in(Path.of("data"));

    @Test
    void refusesAPortOutOfRange() {
        assertThatThrownBy(() -> settings.withPort(65_536)).hasMessageContaining("65535, was 65536");
        assertThatThrownBy(() -> settings.withPort(-1)).hasMessageContaining("was -1");
    }

    @Test
    void refusesAHeapTheBrokerCannotStartWith() {
        assertThatThrownBy(() -> settings.withHeapMegabytes(127)).hasMessageContaining("at least 128, was 127");
    }

    @Test
    void keepsTheRestWhenOneThingIsChanged() {
        BrokerSettings changed = settings.withPort(9092)
                .withHeapMegabytes(512)
                .withProperty("a", "1")
                .withProperty("b", "2");

        assertThat(changed.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(changed.port()).isEqualTo(9092);
        assertThat(changed.heapMegabytes()).isEqualTo(512);
        assertThat(changed.properties())
                .containsEntry("a", "1")
                .containsEntry("b", "2")
                .hasSize(2);
    }
}
