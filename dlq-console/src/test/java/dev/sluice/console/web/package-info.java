@NullMarked
package dev.sluice.console.web;

import org.jspecify.annotations.NullMarked;
