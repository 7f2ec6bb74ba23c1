/**
 * The pages and the JSON API. A request is checked against {@link dev.sluice.console.web.Route}, reads from the read model,
 * and acts by commands alone.
 */
@NullMarked
package dev.sluice.console.web;

import org.jspecify.annotations.NullMarked;
