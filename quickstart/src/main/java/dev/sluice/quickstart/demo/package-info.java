/** {@code sluice quickstart}: a whole pipeline in one go, fed with sample documents, and what becomes of them. */
@NullMarked
package dev.sluice.quickstart.demo;

import org.jspecify.annotations.NullMarked;
