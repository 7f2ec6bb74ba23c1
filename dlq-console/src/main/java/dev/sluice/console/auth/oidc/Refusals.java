package dev.sluice.console.auth.oidc;

/** Words of others that are shown and logged. */
final class Refusals {
    private static final int LONGEST = 60;

    private Refusals() {}

    /** An error code as OAuth has them, without what could be something else in disguise. */
    static String safe(String code) {
        String plain = code.replaceAll("[^A-Za-z0-9_.-]", "?");
        return plain.substring(0, Math.min(plain.length(), LONGEST));
    }
}
