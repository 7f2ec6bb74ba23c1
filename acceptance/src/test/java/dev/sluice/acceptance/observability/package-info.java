/** What monitors Sluice, held to what Sluice shows: dashboards, rules of alerts, and the page that says what to do about them. */
@NullMarked
package dev.sluice.acceptance.observability;

import org.jspecify.annotations.NullMarked;
