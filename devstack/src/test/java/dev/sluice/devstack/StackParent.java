package dev.sluice.devstack;

import java.nio.file.Path;
import java.util.stream.Collectors;

/** A program that starts the servers, prints their process ids on one line and waits to be ended. */
final class StackParent {

    private StackParent() {}

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[0]);
        Broker.start(directory.resolve("broker"));
        Registry.start(directory.resolve("registry"));
        System.out.println(ProcessHandle.current()
                .children()
                .map(server -> Long.toString(server.pid()))
                .collect(Collectors.joining(" ")));
        Thread.currentThread().join();
    }
}
