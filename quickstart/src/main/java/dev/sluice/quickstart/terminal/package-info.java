/** What people see: screens, colours, widths, wrapping, and how a command fails. */
@NullMarked
package dev.sluice.quickstart.terminal;

import org.jspecify.annotations.NullMarked;
