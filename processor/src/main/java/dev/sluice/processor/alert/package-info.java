/** What the processor tells people about: spent budgets, runaways, dead letters, documents that wait too long. */
@NullMarked
package dev.sluice.processor.alert;

import org.jspecify.annotations.NullMarked;
