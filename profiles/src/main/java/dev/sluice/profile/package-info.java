/** Document kinds: what a profile says, how it is loaded and how one is chosen for a document. */
@NullMarked
package dev.sluice.profile;

import org.jspecify.annotations.NullMarked;
