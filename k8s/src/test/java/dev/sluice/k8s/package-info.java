/**
 * Holds the manifests to what clusters take and to what the code says. {@link dev.sluice.k8s.Rendering} is what is looked at, a
 * {@link dev.sluice.k8s.Check} looks for one kind of mistake, and {@link dev.sluice.k8s.ManifestsTest} has every check look at
 * everything; the slips' tests see that each finds what it is there for.
 */
@NullMarked
package dev.sluice.k8s;

import org.jspecify.annotations.NullMarked;
