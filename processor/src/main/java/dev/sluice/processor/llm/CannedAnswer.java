package dev.sluice.processor.llm;

import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Answers every request in the process itself, without a connection: for loading the client's classes. */
final class CannedAnswer implements Interceptor {
    private static final String BODY = """
            {"id":"warm-up","object":"chat.completion","created":0,"model":"none","choices":[{"index":0,\
            "message":{"role":"assistant","content":"{}","refusal":null},"finish_reason":"stop","logprobs":null}],\
            "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2,"prompt_tokens_details":{"cached_tokens":0}}}""";

    @Override
    public Response intercept(Chain chain) {
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(BODY, MediaType.get("application/json")))
                .build();
    }
}
