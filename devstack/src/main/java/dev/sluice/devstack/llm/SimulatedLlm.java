package dev.sluice.devstack.llm;

import dev.sluice.devstack.LoopbackPort;
import dev.sluice.devstack.ServerStartException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks as much of OpenAI's HTTP API as Sluice uses: chat completions, plain and streamed, and
 * the list of models. Its answers come from the document it is asked about and fit the JSON Schema that is requested; time,
 * limits and faults are {@link SimulatedLlmSettings}, and a document can ask for a fault itself by a marker such as
 * {@code [[sim:429 retry-after=2 times=3]]} in its text. The same requests in the same order get the same answers.
 *
 * <p>Thousands of calls may wait at once: a waiting call is a timer, not a thread. Thread-safe.
 */
public final class SimulatedLlm implements AutoCloseable {
    // Netty, because it can reset a connection, notices a client that goes away while its call waits, and took the
    // least
    // CPU: 111 us a call at 1,500 calls/s and 46 at 4,800, HTTP alone; Jetty 135 and 78, the JDK's own server 152 and
    // 87.
    private static final int LARGEST_REQUEST = 64 << 20;
    private static final int BACKLOG = 4096;
    private static final int EVENT_LOOPS = 2;

    private final ChatService service;
    private final EventLoopGroup eventLoops;
    private final Channel channel;

    private SimulatedLlm(ChatService service, EventLoopGroup eventLoops, Channel channel) {
        this.service = service;
        this.eventLoops = eventLoops;
        this.channel = channel;
    }

    /** Starts one on a free port of loopback; it answers when this returns. */
    public static SimulatedLlm start(SimulatedLlmSettings settings) {
        return start(settings, 0);
    }

    /**
     * Starts one on a port of loopback, 0 for a free one; it answers when this returns.
     *
     * @throws ServerStartException when the port is taken
     */
    public static SimulatedLlm start(SimulatedLlmSettings settings, int port) {
        return start(settings, InetAddress.getLoopbackAddress(), port);
    }

    /**
     * The same on another address, such as a container's own, which others can reach.
     *
     * @throws ServerStartException when the port is taken, or the address is not this machine's
     */
    public static SimulatedLlm start(SimulatedLlmSettings settings, InetAddress host, int port) {
        if (port == 0) {
            try (LoopbackPort free = LoopbackPort.free()) {
                return start(settings, host, free.number());
            }
        }
        ChatService service = new ChatService(settings, InstantSource.system(), System::nanoTime);
        EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(
                EVENT_LOOPS, new DefaultThreadFactory("simulated-llm", true), NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline(new Router(service)))
                .bind(new InetSocketAddress(host, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(eventLoops);
            throw new ServerStartException(
                    "The simulated model server cannot listen on port " + port + " of " + host.getHostAddress() + ": "
                            + bound.cause().getMessage() + ". Name another port, or 0 for a free one.",
                    bound.cause());
        }
        return new SimulatedLlm(service, eventLoops, bound.channel());
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        private final Router router;

        Pipeline(Router router) {
            this.router = router;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_REQUEST), new Connection(router));
        }
    }

    /** What clients take as OpenAI's base URL; ends in {@code /v1}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** The calls so far; the same object over the server's life. */
    public CallStatistics calls() {
        return service.statistics();
    }

    public SimulatedLlmSettings settings() {
        return service.settings();
    }

    /** Behaves so from the next call on; calls that wait are not changed. */
    public void settings(SimulatedLlmSettings settings) {
        service.exchange(settings);
    }

    /** Closes the port and every connection; calls in flight get no answer. Returns when that is done. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        shutDown(eventLoops);
    }

    private static void shutDown(EventLoopGroup eventLoops) {
        eventLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
