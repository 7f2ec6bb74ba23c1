/** The broker and the registry that integration tests run on, for the tests of all modules. */
@NullMarked
package dev.sluice.schemas.cluster;

import org.jspecify.annotations.NullMarked;
