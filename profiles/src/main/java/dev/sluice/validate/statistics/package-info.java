/** Numbers against those of the documents that were accepted before. */
@NullMarked
package dev.sluice.validate.statistics;

import org.jspecify.annotations.NullMarked;
