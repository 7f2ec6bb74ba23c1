package dev.sluice.devstack;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A broker and a registry that start at the same time, each with a folder of its own. */
public record Servers(Broker broker, Registry registry) {

    /**
     * Starts both on free ports and returns when they answer.
     *
     * @throws ServerStartException when one does not; the other is stopped
     */
    public static Servers start(Path folder) {
        CompletableFuture<Registry> registry =
                CompletableFuture.supplyAsync(() -> Registry.start(folder.resolve("registry")));
        Broker broker;
        try {
            broker = Broker.start(BrokerSettings.in(folder.resolve("broker")));
        } catch (RuntimeException failure) {
            registry.thenAccept(Registry::close)
                    .exceptionally(alsoFailed -> null)
                    .join();
            throw failure;
        }
        try {
            return new Servers(broker, registry.join());
        } catch (CompletionException failure) {
            broker.close();
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }
}
