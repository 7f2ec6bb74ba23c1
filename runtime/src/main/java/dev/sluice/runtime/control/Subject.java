package dev.sluice.runtime.control;

/** The documents that a setting is about, where it is not about all. */
public sealed interface Subject {

    /** The part of a setting's key that says so, such as {@code tenant/acme}. */
    default String key() {
        return switch (this) {
            case OfProfile(String name) -> "profile/" + SettingKeys.escaped(name);
            case OfTenant(String name) -> "tenant/" + SettingKeys.escaped(name);
        };
    }

    /** For people, such as {@code tenant acme}. */
    default String text() {
        return switch (this) {
            case OfProfile(String name) -> "profile " + name;
            case OfTenant(String name) -> "tenant " + name;
        };
    }

    /** Documents of one kind. */
    record OfProfile(String name) implements Subject {
        public OfProfile {
            Requirements.named("profile", name);
        }
    }

    /** Documents of one tenant. */
    record OfTenant(String name) implements Subject {
        public OfTenant {
            Requirements.named("tenant", name);
        }
    }
}
