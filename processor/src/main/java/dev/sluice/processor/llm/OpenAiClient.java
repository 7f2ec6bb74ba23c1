package dev.sluice.processor.llm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls any server with OpenAI's Chat Completions interface: OpenAI, Azure's {@code /v1}, vLLM, Ollama. Chat Completions
 * and not Responses, because most other servers do not hold to a JSON Schema there.
 *
 * <p>Thread-safe. An interrupt aborts the request at once if the caller is a virtual thread; a platform thread notices it
 * only between reads. Makes no retries: those around it do, by the limits of the rate and with a record of each, and the
 * durable stage, with a due time that survives a crash. One hidden in here would stretch the call's time limit and be paid
 * without a record of it.
 */
public final class OpenAiClient implements LlmClient, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OpenAiClient.class);

    /** Below the idle limit of the servers in use, of which uvicorn's 5 s (vLLM) is the shortest. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    private static final long MAX_RESPONSE_BYTES = 8L * 1024 * 1024;

    private final ModelEndpoint endpoint;
    private final OkHttpClient http;
    private final OpenAIClient openAi;
    private final RequestMapping requests;
    private final ResponseMapping responses;
    private final FailureMapping failures;
    private final Clock clock;
    private final IntConsumer written;
    private volatile boolean closed;

    /**
     * Opens no connection yet.
     *
     * @param clock tells how long the date in a {@code Retry-After} header is away
     */
    public OpenAiClient(ModelEndpoint endpoint, Clock clock) {
        this(endpoint, clock, characters -> {});
    }

    /**
     * Opens no connection yet.
     *
     * @param clock tells how long the date in a {@code Retry-After} header is away, and times the first chunk
     * @param written is told, on the calling thread, how many characters of a streamed answer have come
     */
    public OpenAiClient(ModelEndpoint endpoint, Clock clock, IntConsumer written) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.written = written;
        this.http = httpClient(endpoint);
        this.openAi = openAiClient(endpoint, http);
        this.requests = new RequestMapping(endpoint.model(), endpoint.parameters());
        this.responses = new ResponseMapping(endpoint.model());
        this.failures = new FailureMapping(endpoint, clock);
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        if (Thread.interrupted()) {
            throw interrupted();
        }
        try {
            // While it connects, OkHttp throws InterruptedException undeclared; it passes through as it should.
            return endpoint.parameters().stream() ? stream(request) : whole(request);
        } catch (OpenAIException failure) {
            if (Thread.interrupted() || FailureMapping.cause(failure, InterruptedException.class) != null) {
                throw interrupted();
            }
            if (FailureMapping.cause(failure, AnswerSizeLimit.ExceededException.class) != null) {
                // Another form of an answer that is too long: asking again later would bring it again.
                return new LlmResponse(
                        "", Finish.LENGTH, Optional.empty(), endpoint.model(), new TokenUsage(0L, 0L, 0L));
            }
            throw failures.map(failure);
        } catch (IllegalStateException failure) {
            if (closed) {
                // Else a document that is still under way at the end would be given up for an internal error.
                throw new LlmException(
                        Reason.UNAVAILABLE,
                        endpoint.model() + " is not called any more: its client is shut down",
                        null,
                        null);
            }
            throw failure;
        }
    }

    private LlmResponse whole(LlmRequest request) {
        // The raw response, because it has the headers with the rate limits that are left.
        try (HttpResponseFor<ChatCompletion> response =
                openAi.chat().completions().withRawResponse().create(requests.write(request))) {
            return responses.read(response.parse()).with(RateHeaderReader.read(response.headers()));
        }
    }

    /** Leaving early closes the connection, by which the server notices that it need not go on. */
    private LlmResponse stream(LlmRequest request) throws LlmException {
        StreamedAnswer answer = new StreamedAnswer(request, endpoint.model(), clock);
        Optional<RateHeaders> limits;
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
                        openAi.chat().completions().withRawResponse().createStreaming(requests.write(request));
                StreamResponse<ChatCompletionChunk> response = raw.parse()) {
            limits = RateHeaderReader.read(raw.headers());
            Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
            while (!answer.isHopeless() && chunks.hasNext()) {
                int characters = answer.add(chunks.next());
                if (characters > 0) {
                    written.accept(characters);
                }
            }
        }
        return answer.response("engine " + endpoint.name() + " at " + endpoint.baseUrl())
                .with(limits);
    }

    /**
     * Loads the classes of a call by making one that is answered in the process: no connection, no cost. It takes about a
     * second, which the first documents would wait otherwise.
     */
    public void warmUp() {
        LlmRequest request = new LlmRequest(
                List.of(new Message(Role.USER, "warm-up")),
                Optional.of(new ResponseFormat("warm-up", JsonNodeFactory.instance.objectNode())),
                1);
        OkHttpClient offline =
                http.newBuilder().addInterceptor(new CannedAnswer()).build();
        OpenAIClient client = openAiClient(endpoint, offline);
        try {
            responses.read(client.chat().completions().create(requests.write(request)));
        } catch (OpenAIException failure) {
            if (!closed) {
                throw failure;
            }
            log.debug("Closed while the classes of a call were loaded", failure);
        } finally {
            client.close();
        }
    }

    /** Aborts the calls under way and closes all connections; further calls fail as {@link Reason#UNAVAILABLE}. */
    @Override
    public void close() {
        closed = true;
        openAi.close();
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private InterruptedException interrupted() {
        return new InterruptedException("the call to model " + endpoint.name() + " was interrupted");
    }

    private static OkHttpClient httpClient(ModelEndpoint endpoint) {
        CallTimeouts timeouts = endpoint.timeouts();
        return new OkHttpClient.Builder()
                // As many idle connections as calls: OkHttp's five would open a new one for most calls.
                .connectionPool(
                        new ConnectionPool(endpoint.maxInFlight(), KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                // A redirect would carry the document to a server that nobody configured.
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(new AnswerSizeLimit(MAX_RESPONSE_BYTES))
                .connectTimeout(timeouts.connect())
                .readTimeout(timeouts.stall())
                .writeTimeout(timeouts.stall())
                .callTimeout(timeouts.call())
                .build();
    }

    private static OpenAIClient openAiClient(ModelEndpoint endpoint, OkHttpClient http) {
        CallTimeouts timeouts = endpoint.timeouts();
        Credentials credentials = endpoint.credentials();
        OpenAIOkHttpClient.Builder builder = OpenAIOkHttpClient.builder()
                .okHttpClient(http)
                .baseUrl(endpoint.baseUrl().toString())
                .timeout(Timeout.builder()
                        .connect(timeouts.connect())
                        .read(timeouts.stall())
                        .write(timeouts.stall())
                        .request(timeouts.call())
                        .build())
                .maxRetries(0)
                .disableTelemetry(true)
                // Else OPENAI_LOG=debug would write documents to the log.
                .logLevel(LogLevel.OFF)
                .organization(credentials.organization())
                .project(credentials.project());
        Optional<String> key = credentials.apiKey().map(ApiKey::value);
        // The library insists on a credential; without a key its header is left out.
        return key.map(builder::apiKey)
                .orElseGet(() -> builder.apiKey("none").removeHeaders("Authorization"))
                .build();
    }
}
