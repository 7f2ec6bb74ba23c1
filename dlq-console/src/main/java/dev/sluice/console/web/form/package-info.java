/** The form that a profile's fields are edited in: made from the JSON Schema, filled from JSON, and read back into JSON. */
@NullMarked
package dev.sluice.console.web.form;

import org.jspecify.annotations.NullMarked;
