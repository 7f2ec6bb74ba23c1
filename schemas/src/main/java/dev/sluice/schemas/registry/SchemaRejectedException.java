package dev.sluice.schemas.registry;

/** The registry refuses to register a schema: it is not compatible with the subject's earlier versions, or not valid. */
public final class SchemaRejectedException extends RegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    SchemaRejectedException(String subject, String message) {
        super(message);
        this.subject = subject;
    }

    /** The subject that keeps its earlier versions. */
    public String subject() {
        return subject;
    }
}
