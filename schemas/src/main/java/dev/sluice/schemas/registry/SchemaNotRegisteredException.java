package dev.sluice.schemas.registry;

/** The schema of a record to write is not registered under its subject, and registering it here is off. */
public final class SchemaNotRegisteredException extends RegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    SchemaNotRegisteredException(String message) {
        super(message);
    }
}
