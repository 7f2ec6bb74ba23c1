package dev.sluice.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that the generated contract classes may be loaded. Avro keeps that trust in one global predicate; this adds
 * the contracts' package to what the program trusts already, once per class loader. The generated classes call it when
 * they are initialised, so a caller needs it only before Avro finds such a class by its name.
 */
public final class TrustedContracts {
    private static final String CONTRACTS = "dev.sluice.schemas.avro";

    static {
        ClassSecurityPredicate contracts = type -> type.getPackageName().equals(CONTRACTS);
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), contracts));
    }

    private TrustedContracts() {}

    /** Does its work by being called: the first call initialises this class. Thread-safe. */
    public static void trust() {}
}
