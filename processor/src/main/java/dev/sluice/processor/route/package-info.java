/** Chooses the profile of documents that neither name one nor meet a rule of one. */
@NullMarked
package dev.sluice.processor.route;

import org.jspecify.annotations.NullMarked;
