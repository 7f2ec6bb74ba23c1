package dev.sluice.devstack.llm;

import org.jspecify.annotations.Nullable;

/**
 * A reply and what to note when it is over.
 *
 * @param call null where nobody counts
 * @param outcome what to note if the client stays to the end
 */
record Exchange(Reply reply, CallStatistics.@Nullable Call call, String outcome) {

    static Exchange uncounted(Reply reply) {
        return new Exchange(reply, null, "");
    }

    void over() {
        if (call != null) {
            call.ended(outcome);
        }
    }

    void aborted() {
        if (call != null) {
            call.ended(CallStatistics.ABORTED);
        }
    }
}
