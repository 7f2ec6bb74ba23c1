package dev.sluice.validate.injection;

/** What becomes of a document that tries to give orders to the model that reads it. */
public enum InjectionHandling {
    /** It is published with a warning, if its result passes every other check. */
    WARN,
    /** It is held for a person. */
    HOLD
}
