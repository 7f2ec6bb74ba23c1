/** Budgets: what may be spent in an hour, in a day and on a document, shared by all instances; and the guard against runaways. */
@NullMarked
package dev.sluice.processor.budget;

import org.jspecify.annotations.NullMarked;
