/**
 * The project's one stand-in: an OpenAI-compatible server on loopback that answers from the document it is asked about, in
 * the time and with the faults it is told to.
 */
@NullMarked
package dev.sluice.devstack.llm;

import org.jspecify.annotations.NullMarked;
