/** What the contracts and topics promise. */
@NullMarked
package dev.sluice.schemas;

import org.jspecify.annotations.NullMarked;
