package dev.sluice.validate.safety;

/** What becomes of personal data where it would be published. */
public enum Handling {
    /** It is published. */
    ALLOW,
    /** Its letters and digits are published as asterisks. */
    MASK,
    /** The document is held for a person. */
    HOLD
}
