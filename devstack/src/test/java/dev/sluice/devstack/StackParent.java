package dev.sluice.devstack;

import java.nio.file.Path;

/** A program that starts the servers, prints their process ids on one line and waits to be ended. */
final class StackParent {

    private StackParent() {}

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[0]);
        Broker broker = Broker.start(directory.resolve("broker"));
        Registry registry = Registry.start(directory.resolve("registry"));
        System.out.println(broker.pid() + " " + registry.pid());
        Thread.currentThread().join();
    }
}
