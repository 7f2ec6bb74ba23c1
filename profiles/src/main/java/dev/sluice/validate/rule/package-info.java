/** Business rules: expressions in CEL that a profile's results must meet. */
@NullMarked
package dev.sluice.validate.rule;

import org.jspecify.annotations.NullMarked;
