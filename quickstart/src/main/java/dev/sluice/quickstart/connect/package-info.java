/** How the commands reach brokers and registry: the processor's configuration, from the same sources. */
@NullMarked
package dev.sluice.quickstart.connect;

import org.jspecify.annotations.NullMarked;
