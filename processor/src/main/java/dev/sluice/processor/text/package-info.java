/** What the offline rules know of texts: words, languages, stems, keywords and the layout of letters. */
@NullMarked
package dev.sluice.processor.text;

import org.jspecify.annotations.NullMarked;
