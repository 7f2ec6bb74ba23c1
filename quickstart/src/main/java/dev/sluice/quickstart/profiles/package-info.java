/** The commands for those who make profiles and prompts. */
@NullMarked
package dev.sluice.quickstart.profiles;

import org.jspecify.annotations.NullMarked;
