package dev.sluice.processor.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.Checks;
import dev.sluice.profile.GateSettings;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Span;
import dev.sluice.validate.rule.Rule;
import dev.sluice.validate.rule.RuleException;
import dev.sluice.validate.rule.RuleLanguage;
import dev.sluice.validate.rule.Rules;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmExtractorTest {
    private static final String TEXT = """
            Hello,

               my order   12345 of 3 November 2026 has not arrived. It cost 49.90 euros.

            Jane Doe
            jane@example.com
            """;

    private final ScriptedModel model = new ScriptedModel();
    private final PromptRenderer prompts = new PromptRenderer();
    private final LlmExtractor extractor = new LlmExtractor(
            new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, Clock.systemUTC()),
            prompts,
            new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, Clock.systemUTC()));

    // ---- fields

    @Test
    void showsTheModelAFieldThatIsNotInTheDocumentAndGivesUpIfItStays() throws Exception {
        String invented = answer("'54321'", "{'pointer':'/order_id','quote':'order 54321','confidence':0.9}", "");
        model.answers(invented).answers(invented).answers(invented);

        Unusable<Extraction> result = (Unusable<Extraction>) run();

        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.UNGROUNDED);
        assertThat(result.rejection().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.getValidator()).isEqualTo("grounding");
            assertThat(problem.getPointer()).isEqualTo("/evidence/0/quote");
            assertThat(problem.getMessage()).contains("is not in the document");
        });
        assertThat(result.attempts()).hasSize(3);
        assertThat(model.messages(2).getLast().text())
                .contains("/evidence/0/quote is not in the document; quote it word for word");
    }

    @Test
    void wantsEvidenceForEveryTextAndNumber() throws Exception {
        model.answers(answer("'12345'", "", ""))
                .answers(answer("'12345'", "{'pointer':'/order_id','quote':'order 12345','confidence':0.9}", ""));
        Answered<Extraction> result = (Answered<Extraction>) run();
        assertThat(result.attempts().getFirst().getProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.getPointer()).isEqualTo("/fields/order_id"));
    }

    @Test
    void showsTheModelAValueThatItsQuoteDoesNotSay() throws Exception {
        String quoted = "{'pointer':'/order_id','quote':'order 12345','confidence':0.9}";
        model.answers(answer("'54321'", quoted, "")).answers(answer("'12345'", quoted, ""));
        Answered<Extraction> result = (Answered<Extraction>) run();
        assertThat(result.attempts().getFirst().getProblems()).singleElement().satisfies(problem -> {
            assertThat(problem.getPointer()).isEqualTo("/fields/order_id");
            assertThat(problem.getMessage()).contains("is not what the words quoted for it say");
        });
        assertThat(result.value().getFields()).contains("\"order_id\":\"12345\"");
    }

    @Test
    void takesThePlaceWhereTheValueStandsRatherThanTheOneQuoted() throws Exception {
        model.answers(answer("'12345'", "{'pointer':'/order_id','quote':'has not arrived','confidence':0.9}", ""));
        Answered<Extraction> result = (Answered<Extraction>) run();
        FieldEvidence evidence = result.value().getEvidence().getFirst();
        assertThat(slice(evidence.getSpan().orElseThrow())).isEqualTo("12345");
        assertThat(evidence.getConfidence()).isEqualTo(0.9);
        assertThat(result.attempts().getFirst().getProblems())
                .extracting(Problem::getSeverity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void showsTheModelABrokenRuleAndGivesUpIfItStays() throws Exception {
        Profile profile = withRule("fields.order_id != null", "An order must be named.");
        String none = answer("null", "", "");
        model.answers(none).answers(none).answers(none);

        Unusable<Extraction> result = (Unusable<Extraction>) extractor.run(TestTasks.task(TEXT, profile));

        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.RULE_VIOLATION);
        assertThat(result.rejection().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.getValidator()).isEqualTo("rule");
            assertThat(problem.getPointer()).isEqualTo("/fields/order_id");
        });
        assertThat(model.messages(2).getLast().text())
                .contains("/fields/order_id An order must be named. (rule: fields.order_id != null)");
    }

    @Test
    void correctsAWrongTypeWithBothAttemptsRecorded() throws Exception {
        String evidence = "{'pointer':'/order_id','quote':'order 12345','confidence':0.9}";
        model.answers(answer("12345", evidence, "")).answers(answer("'12345'", evidence, ""));

        EngineResult<Extraction> result = run();

        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.INVALID, AttemptOutcome.VALID);
        assertThat(result.attempts().getFirst().getProblems())
                .extracting(Problem::getPointer)
                .contains("/fields/order_id");
        assertThat(model.messages(2)).hasSize(4);
    }

    @Test
    void pointsIntoTheOriginalText() throws Exception {
        model.answers(answer("'12345'", "{'pointer':'/order_id','quote':'Order 12345','confidence':0.9}", ""));

        Extraction extraction = ((Answered<Extraction>) run()).value();

        FieldEvidence evidence = extraction.getEvidence().getFirst();
        assertThat(evidence.getPointer()).isEqualTo("/order_id");
        assertThat(evidence.getQuote()).as("the document's own words").contains("order 12345");
        assertThat(slice(evidence.getSpan().orElseThrow())).isEqualTo("order   12345");
        assertThat(extraction.getFields())
                .isEqualTo("{\"customer_name\":null,\"customer_email\":null,\"order_id\":\"12345\",\"order_date\":null,"
                        + "\"issue_type\":\"delivery_issue\"}");
        assertThat(extraction.getOrigin()).isEqualTo(new Origin("model", "gpt-test-2026", "1.0.0"));
    }

    @Test
    void isAsSureAsItsLeastCertainFieldWhateverTheEntities() throws Exception {
        String evidence = """
                {'pointer':'/order_id','quote':'order 12345','confidence':0.95},
                {'pointer':'/issue_type','quote':'has not arrived','confidence':0.4},
                {'pointer':'/issue_type','quote':'has not arrived.','confidence':0.85}""";
        model.answers(answer("'12345'", evidence, entity("person", "Jane Doe", "Jane Doe", 0.1)));
        assertThat(run())
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.confidence()).isEqualTo(0.85));
    }

    @Test
    void refusesEvidenceThatPointsNowhere() throws Exception {
        model.answers(answer("null", "{'pointer':'order_id','quote':'order','confidence':1}", ""))
                .answers(answer("null", "", ""));
        assertThat(run().attempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.INVALID, AttemptOutcome.VALID);
    }

    @Test
    void leavesOutEvidenceForAFieldWithoutAValue() throws Exception {
        model.answers(answer("null", "{'pointer':'/order_id','quote':'order','confidence':0}", ""));
        Answered<Extraction> result = (Answered<Extraction>) run();
        assertThat(result.value().getEvidence()).isEmpty();
        assertThat(result.attempts().getFirst().getProblems())
                .extracting(Problem::getSeverity)
                .containsExactly(Severity.WARNING);
    }

    // ---- entities

    @ParameterizedTest
    @CsvSource({
        "person, John Smith, Mr John Smith, has a quote that is not in the document",
        "date, 3 November 2026, 3 November 2026, has a value that is not a date",
        "amount, 49.90 euros, 49.90 euros, has a value that is not a plain decimal number",
    })
    void leavesOutAnEntityThatIsNotInTheDocumentOrNotNormalised(
            String type, String value, String quote, String complaint) throws Exception {
        model.answers(answer(
                "null", "", entity(type, value, quote, 0.9) + "," + entity("person", "Jane Doe", "Jane Doe", 0.9)));
        Answered<Extraction> result = (Answered<Extraction>) run();
        assertThat(result.value().getEntities()).extracting(Entity::getValue).containsExactly("Jane Doe");
        assertThat(result.attempts().getFirst().getProblems()).singleElement().satisfies(problem -> {
            assertThat(problem.getSeverity()).isEqualTo(Severity.WARNING);
            assertThat(problem.getPointer()).isEqualTo("/entities/0");
            assertThat(problem.getMessage()).contains(complaint).contains("left out");
        });
    }

    @Test
    void takesEachEntityOnceWithItsPlace() throws Exception {
        String date = entity("date", "2026-11-03", "3 November 2026", 0.9);
        model.answers(answer("null", "", date + "," + date + "," + entity("amount", "49.90", "49.90 euros", 0.7)));
        List<Entity> entities = ((Answered<Extraction>) run()).value().getEntities();
        assertThat(entities).extracting(Entity::getType).containsExactly(EntityType.DATE, EntityType.AMOUNT);
        assertThat(slice(entities.getFirst().getSpan().orElseThrow())).isEqualTo("3 November 2026");
        assertThat(entities.getLast().getUnit()).contains("EUR");
        assertThat(entities.getLast().getConfidence()).isEqualTo(0.7);
    }

    private EngineResult<Extraction> run() throws InterruptedException {
        EngineTask task = TestTasks.task(TEXT, supportEmail());
        return extractor.run(task);
    }

    private static Profile supportEmail() {
        return new ProfileLoader().load().find("support-email").orElseThrow();
    }

    private static Profile withRule(String expression, String message) throws RuleException {
        Profile profile = supportEmail();
        Rule rule = new RuleLanguage(profile.fields().json()).compile(expression, message, Severity.ERROR);
        Checks checks = new Checks(
                new Rules(List.of(rule)),
                profile.gate().checks().statistics(),
                profile.gate().checks().personalData(),
                profile.gate().checks().injection());
        return TestTasks.withGate(profile, new GateSettings(profile.gate().accept(), checks));
    }

    private static String slice(Span span) {
        return TEXT.substring(span.getStart(), span.getEnd());
    }

    private static String answer(String orderId, String evidence, String entities) {
        return """
                {'entities':[%s],'fields':{'customer_name':null,'customer_email':null,'order_id':%s,'order_date':null,
                'issue_type':'delivery_issue'},'evidence':[%s]}""".formatted(entities, orderId, evidence).replace('\'', '"');
    }

    private static String entity(String type, String value, String quote, double confidence) {
        String unit = type.equals("amount") ? "'EUR'" : "null";
        return "{'type':'%s','value':'%s','unit':%s,'quote':'%s','confidence':%s}"
                .formatted(type, value, unit, quote, confidence);
    }
}
