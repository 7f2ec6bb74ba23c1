package dev.sluice.validate.rule;

/** An expression that is no rule: it cannot be read, names what does not exist, or compares what cannot be compared. */
public final class RuleException extends Exception {
    private static final long serialVersionUID = 1;

    RuleException(String mistake) {
        super(mistake);
    }
}
