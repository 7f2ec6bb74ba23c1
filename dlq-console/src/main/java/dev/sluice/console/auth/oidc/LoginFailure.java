package dev.sluice.console.auth.oidc;

/** A login that did not succeed. What it tells is for people: it names no token, code or secret. */
final class LoginFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status of the answer: 400 for a request that makes no sense, 403 for somebody without access, 502 where the
     *     login server is at fault
     */
    LoginFailure(int status, String told) {
        super(told);
        this.status = status;
    }

    int status() {
        return status;
    }

    String told() {
        return String.valueOf(getMessage());
    }
}
