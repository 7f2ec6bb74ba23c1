@NullMarked
package dev.sluice.console.auth;

import org.jspecify.annotations.NullMarked;
