@NullMarked
package dev.sluice.runtime.control;

import org.jspecify.annotations.NullMarked;
