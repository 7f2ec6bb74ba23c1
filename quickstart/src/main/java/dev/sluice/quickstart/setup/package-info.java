/** The commands that prepare a cluster: topics and schemas. */
@NullMarked
package dev.sluice.quickstart.setup;

import org.jspecify.annotations.NullMarked;
