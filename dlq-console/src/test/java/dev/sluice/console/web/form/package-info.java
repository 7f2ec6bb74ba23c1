@NullMarked
package dev.sluice.console.web.form;

import org.jspecify.annotations.NullMarked;
