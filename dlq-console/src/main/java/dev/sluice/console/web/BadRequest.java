package dev.sluice.console.web;

/** A request that makes no sense, by whoever sent it. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String told;

    /**
     * @param told what was wrong with it, and what to do
     */
    BadRequest(String told) {
        super(told);
        this.told = told;
    }

    String told() {
        return told;
    }
}
