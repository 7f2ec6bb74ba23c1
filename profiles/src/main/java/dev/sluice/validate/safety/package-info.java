/** Personal data and secrets, and what a profile does with them where it would publish them. */
@NullMarked
package dev.sluice.validate.safety;

import org.jspecify.annotations.NullMarked;
