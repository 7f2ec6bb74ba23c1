package dev.sluice.devstack.llm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: takes its requests one after the other and carries out the replies. All of it runs on the
 * connection's event loop, which waits for nothing: delays are timers, and a client that goes away cancels them.
 */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final String BEARER = "Bearer ";

    private final Router router;
    private final Deque<Router.Request> waiting = new ArrayDeque<>(2);
    private @Nullable Exchange current;
    private @Nullable Future<?> timer;
    private boolean keepAlive = true;

    Connection(Router router) {
        this.router = router;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        waiting.add(new Router.Request(
                request.method().name(),
                request.uri(),
                Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION))
                        .map(value -> value.startsWith(BEARER) ? value.substring(BEARER.length()) : value),
                request.content().toString(StandardCharsets.UTF_8),
                HttpUtil.isKeepAlive(request)));
        if (current == null) {
            next(context);
        }
    }

    private void next(ChannelHandlerContext context) {
        Router.Request request = waiting.poll();
        if (request == null) {
            return;
        }
        keepAlive = request.keepAlive();
        Exchange exchange = router.handle(request);
        current = exchange;
        switch (exchange.reply()) {
            case Reply.Whole whole -> after(context, whole.after(), () -> write(context, whole));
            case Reply.Streamed streamed -> after(context, streamed.first(), () -> begin(context, streamed));
            case Reply.Reset reset -> after(context, reset.after(), () -> reset(context));
            case Reply.Never ignored -> LOG.debug("A call is left without an answer");
        }
    }

    private void after(ChannelHandlerContext context, Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
        } else {
            timer = context.executor().schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void write(ChannelHandlerContext context, Reply.Whole whole) {
        ByteBuf body = Unpooled.copiedBuffer(whole.body(), StandardCharsets.UTF_8);
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(whole.status()), body);
        addHeaders(response, whole.headers(), Reply.JSON);
        HttpUtil.setContentLength(response, body.readableBytes());
        over();
        send(context, response);
        finish(context);
    }

    private void begin(ChannelHandlerContext context, Reply.Streamed streamed) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        addHeaders(response, streamed.headers(), streamed.contentType());
        HttpUtil.setTransferEncodingChunked(response, true);
        send(context, response);
        piece(context, streamed, streamed.pieces().iterator());
    }

    private void piece(ChannelHandlerContext context, Reply.Streamed streamed, Iterator<String> pieces) {
        boolean atOnce = streamed.between().isZero();
        do {
            if (!pieces.hasNext()) {
                end(context, streamed);
                return;
            }
            send(context, new DefaultHttpContent(Unpooled.copiedBuffer(pieces.next(), StandardCharsets.UTF_8)));
        } while (atOnce);
        context.flush();
        after(context, streamed.between(), () -> piece(context, streamed, pieces));
    }

    private void end(ChannelHandlerContext context, Reply.Streamed streamed) {
        if (streamed.breaksOff()) {
            context.flush();
            reset(context);
            return;
        }
        over();
        send(context, LastHttpContent.EMPTY_LAST_CONTENT);
        finish(context);
    }

    private static void send(ChannelHandlerContext context, Object part) {
        context.write(part).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    private void addHeaders(HttpResponse response, Map<String, String> headers, String contentType) {
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.forEach(response.headers()::set);
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Noted before the last byte goes out, so that whoever has the answer finds it counted. */
    private void over() {
        if (current != null) {
            current.over();
        }
        current = null;
        timer = null;
    }

    private void finish(ChannelHandlerContext context) {
        if (keepAlive) {
            context.flush();
            next(context);
        } else {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** With linger zero, closing sends RST. */
    private void reset(ChannelHandlerContext context) {
        over();
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
        if (current != null) {
            current.aborted();
            current = null;
        }
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("The simulated model server failed on a request; its connection is closed", cause);
        }
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
