package dev.sluice.processor.llm;

import java.io.IOException;
import java.io.Serial;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Stops reading a response that is too large to keep, counted after decompression: a server that ignores the token limit
 * must not fill the memory.
 */
final class AnswerSizeLimit implements Interceptor {
    private final long maxBytes;

    AnswerSizeLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        Source limited = new LimitedSource(body.source(), maxBytes);
        return response.newBuilder()
                .body(ResponseBody.create(Okio.buffer(limited), body.contentType(), body.contentLength()))
                .build();
    }

    /** The response was larger than the limit. */
    static final class ExceededException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        ExceededException(long maxBytes) {
            super("the response is larger than " + maxBytes + " bytes");
        }
    }

    private static final class LimitedSource extends ForwardingSource {
        private final long maxBytes;
        private long read;

        LimitedSource(Source source, long maxBytes) {
            super(source);
            this.maxBytes = maxBytes;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long count = super.read(sink, byteCount);
            read += Math.max(count, 0);
            if (read > maxBytes) {
                throw new ExceededException(maxBytes);
            }
            return count;
        }
    }
}
