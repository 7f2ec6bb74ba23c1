/**
 * Examples that are chosen for each document: the most similar of those in its profile and of what people decided about
 * earlier documents, which are read from their topic as they are made.
 */
@NullMarked
package dev.sluice.processor.example;

import org.jspecify.annotations.NullMarked;
