package dev.sluice.processor.llm;

import dev.sluice.schemas.Stage;

/**
 * What a call is made for. It is not sent: limits, budgets and metrics on this side go by it.
 *
 * @param spentMicros what the document has cost so far, in millionths of a US dollar
 */
public record CallContext(CallSubject subject, Stage stage, long spentMicros) {}
