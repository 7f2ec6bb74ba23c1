package dev.sluice.k8s;

import java.util.List;

/** Looks for one kind of mistake. */
interface Check {
    /** What is wrong, each naming the manifest and, where that is not plain, what to do; empty if nothing is. */
    List<String> problems(Rendering rendering);
}
