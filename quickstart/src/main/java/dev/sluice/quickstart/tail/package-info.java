/** What becomes of documents: read from the two topics of outcomes, and shown as text or JSON. */
@NullMarked
package dev.sluice.quickstart.tail;

import org.jspecify.annotations.NullMarked;
