package dev.sluice.schemas;

/**
 * How a topic is used, for the reference page.
 *
 * @param purpose one sentence
 * @param key what the record key is
 * @param writers who writes it
 * @param readers who reads it
 * @param headers what headers its records have
 */
record TopicUse(String purpose, String key, String writers, String readers, String headers) {
    private static final String DOCUMENT_ID = "the document id";
    private static final String KEY_OF_RAW = "that of the raw record: " + DOCUMENT_ID + ", or none";
    private static final String NONE = "none";
    private static final String PASSED_ON = "those of the raw record";

    static TopicUse of(Topic topic) {
        return switch (topic) {
            case RAW ->
                new TopicUse(
                        "Documents to enrich.",
                        DOCUMENT_ID + "; a record without one gets `<topic>-<partition>-<offset>`, and has no order",
                        "producers; `sluice produce`",
                        "processor",
                        "any: they are passed on to what becomes of the record. A trace by W3C's `traceparent` is gone on with");
            case ENRICHED ->
                new TopicUse(
                        "Documents that passed the gate, and those that a person approved or corrected.",
                        KEY_OF_RAW,
                        "processor; console",
                        "anyone downstream; console, which closes what it has of a document",
                        PASSED_ON);
            case DEAD_LETTER ->
                new TopicUse(
                        "Documents that need a person, with their original bytes and all that is known of them.",
                        KEY_OF_RAW + "; also bytes that are no text",
                        "processor",
                        "console; anyone who wants to know",
                        PASSED_ON + ", and `" + HeaderNames.STAGE + "` and `" + HeaderNames.REASON + "`");
            case USAGE ->
                new TopicUse(
                        "One record for each call to a model, whatever came of it.",
                        KEY_OF_RAW,
                        "processor",
                        "processor, which sums it up to `llm.spend`; anyone who accounts for calls",
                        PASSED_ON);
            case PROGRESS ->
                new TopicUse(
                        "How far documents are, for live views, where `progress.enabled` is set; best effort.",
                        DOCUMENT_ID,
                        "processor, outside of its transactions",
                        "console",
                        NONE);
            case CORRECTIONS ->
                new TopicUse(
                        "What people decided about documents: examples for models, and for training.",
                        DOCUMENT_ID + "; a record without a value takes the decision back",
                        "console",
                        "processor, which shows them to models as examples; console, which exports them",
                        NONE);
            case REDRIVE ->
                new TopicUse(
                        "Dead letters that go back into the pipeline, with what is to be done otherwise.",
                        DOCUMENT_ID,
                        "console",
                        "processor",
                        PASSED_ON + ", and `" + HeaderNames.REDRIVE_COUNT + "`");
            case AUDIT ->
                new TopicUse(
                        "Who did what with documents under review, and with settings.",
                        DOCUMENT_ID + ", or the key of the setting",
                        "console; `sluice control`",
                        "console, for the history of an item; auditors",
                        NONE);
            case REVIEW_COMMANDS ->
                new TopicUse(
                        "What people want done with documents under review.", DOCUMENT_ID, "console", "console", NONE);
            case REVIEW_ITEMS ->
                new TopicUse(
                        "The documents under review as they are now.",
                        DOCUMENT_ID + "; a record without a value forgets the item",
                        "console",
                        "console, each replica for its read model",
                        NONE);
            case REVIEW_OUTCOMES ->
                new TopicUse(
                        "How many documents ended how in which hour.",
                        "hour, outcome, reason and partition, with `/` between them",
                        "console",
                        "console, for its charts",
                        NONE);
            case CONTROL ->
                new TopicUse(
                        "What people set while the pipeline runs.",
                        "the setting, such as `kill-switch` or `pause/tenant/acme`; a record without a value takes it back",
                        "`sluice control`; console",
                        "processor; console; `sluice control show`",
                        NONE);
            case SPEND ->
                new TopicUse(
                        "What calls to models cost by hour and day.",
                        "window, start and what is counted, such as `day/2026-11-20/tenant/acme`",
                        "processor",
                        "processor, for budgets; console; anyone who watches spend",
                        NONE);
            case REVIEW_RUNS ->
                new TopicUse(
                        "How far actions on many documents under review are.",
                        "the id of the run, with `/stop` behind it where somebody asks that it stops",
                        "console",
                        "console",
                        NONE);
        };
    }
}
