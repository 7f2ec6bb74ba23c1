/** Signs that a document tries to give orders to the model that reads it. */
@NullMarked
package dev.sluice.validate.injection;

import org.jspecify.annotations.NullMarked;
