/** Reading of small compacted topics by every instance, beside what it is there for. */
@NullMarked
package dev.sluice.runtime.topic;

import org.jspecify.annotations.NullMarked;
