/** What the contracts promise to their earlier versions. */
@NullMarked
package dev.sluice.schemas.versions;

import org.jspecify.annotations.NullMarked;
