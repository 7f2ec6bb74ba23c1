package dev.sluice.k8s;

import java.util.List;

/** All checks. */
final class Checks {
    private Checks() {}

    static List<Check> all() {
        return List.of(
                new SchemaCheck(),
                new ReferencesCheck(),
                new EnvironmentCheck(),
                new PortsCheck(),
                new ProbesCheck(),
                new VolumesCheck(),
                new MemoryCheck(),
                new ShutdownCheck(),
                new HardeningCheck(),
                new NetworkCheck(),
                new TopicsCheck(),
                new AccessCheck(),
                new ScalingCheck(),
                new AlertsCheck(),
                new ModelServerCheck());
    }
}
