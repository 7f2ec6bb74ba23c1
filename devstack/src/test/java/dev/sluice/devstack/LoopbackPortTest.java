package dev.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoopbackPortTest {
    private final List<LoopbackPort> ports = new ArrayList<>();

    @AfterEach
    void close() {
        ports.forEach(LoopbackPort::close);
    }

    /** Of so many draws without a claim, some are sure to be the same. */
    @Test
    void isGivenToNobodyElseWhileItsServerIsStillToBeStarted() {
        for (int i = 0; i < 1_000; i++) {
            ports.add(LoopbackPort.free());
        }
        assertThat(ports).extracting(LoopbackPort::number).doesNotHaveDuplicates();
    }

    @Test
    void letsItsServerListen() throws Exception {
        ports.add(LoopbackPort.free());
        int number = ports.getFirst().number();
        ports.getFirst().requireFree("server");

        try (ServerSocket server = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
            assertThat(server.getLocalPort()).isEqualTo(number);
            assertThatThrownBy(() -> ports.getFirst().requireFree("server"))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + number + ": the port is in use");
        }
    }
}
