package dev.sluice.processor.cache;

/** Whether this process is the one to ask a question that others may be asking too. */
enum Lease {
    /** It is, until the lease is given back or runs out. */
    OURS,
    /** Another one is. */
    TAKEN,
    /** Nobody can tell. */
    UNKNOWN
}
