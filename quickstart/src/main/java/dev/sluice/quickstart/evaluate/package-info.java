/** {@code sluice eval}: measures a profile, a prompt or a model by documents whose results are known. */
@NullMarked
package dev.sluice.quickstart.evaluate;

import org.jspecify.annotations.NullMarked;
