# The images of Sluice. Targets:
#   processor  one instance of the processor
#   console    one replica of the review console
#   cli        the launcher, with every command: topics, schemas, accounts, control, the simulated model server
#
# docker build --target processor -t sluice/processor:dev .
#
# Needs BuildKit, as Docker has it since 23. See docs/containers.md.

# What runs in the images: glibc, as RocksDB's own library needs it, and Java 25 or newer.
ARG JRE_IMAGE=eclipse-temurin:25-jre
ARG JDK_IMAGE=eclipse-temurin:25-jdk
# maven: build here. checkout: take what 'docker/layers target/images' laid out of a build in the checkout.
ARG BUILT_BY=maven

FROM ${JDK_IMAGE} AS built-by-maven
WORKDIR /src
# What .dockerignore leaves: the sources.
COPY . .
# Maven's own settings are a secret of the build, never in a layer: a mirror of Maven Central may want a password.
RUN --mount=type=cache,target=/cache \
    --mount=type=secret,id=maven-settings \
    settings=/run/secrets/maven-settings; \
    MAVEN_USER_HOME=/cache/wrapper ./mvnw --batch-mode --quiet $([ ! -f $settings ] || echo --settings $settings) \
      -Dmaven.repo.local=/cache/repository -Psbom -DskipTests -Dspotless.check.skip -Dregistry.skip \
      -pl quickstart -am package
RUN docker/layers /layers

FROM scratch AS built-by-checkout
COPY target/images /layers

FROM built-by-${BUILT_BY} AS built

# What the three have in common.
FROM ${JRE_IMAGE} AS base
# Numbers, as Kubernetes' runAsNonRoot takes no name for proof. Nobody owns what is in the image but root.
RUN mkdir -p /opt/sluice/lib /var/lib/sluice /etc/sluice \
 && chown 10001:10001 /var/lib/sluice /etc/sluice
ENV LANG=C.UTF-8 LC_ALL=C.UTF-8
COPY docker/start docker/probe /opt/sluice/bin/
COPY docker/java.options /opt/sluice/
USER 10001:10001
WORKDIR /var/lib/sluice
ENTRYPOINT ["/opt/sluice/bin/start"]
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.vendor="Sluice" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

FROM base AS common
COPY --from=built /layers/common/lib /opt/sluice/lib/

FROM common AS processor-untrained
COPY --from=built /layers/processor/lib /opt/sluice/lib/
COPY --from=built /layers/processor-own /opt/sluice/
ENV SLUICE_HTTP_HOST=0.0.0.0 \
    SLUICE_HTTP_PORT=8080 \
    SLUICE_STATE_DIR=/var/lib/sluice/state

FROM processor-untrained AS processor-trained
COPY docker/train /tmp/
RUN /tmp/train 8080 /healthz /readyz /metrics

FROM processor-untrained AS processor
COPY --from=processor-trained --chown=0:0 /tmp/classes.aot /opt/sluice/
EXPOSE 8080
VOLUME /var/lib/sluice
# Alive, not ready: whoever restarts what is unhealthy must leave a rebalance and a broker that is away alone.
HEALTHCHECK --start-period=60s --interval=15s --timeout=6s CMD ["/opt/sluice/bin/probe", "8080", "/healthz"]
LABEL org.opencontainers.image.title="Sluice processor" \
      org.opencontainers.image.description="Enriches documents on Kafka topics with language models"

FROM common AS console-untrained
COPY --from=built /layers/console/lib /opt/sluice/lib/
COPY --from=built /layers/console-own /opt/sluice/
ENV SLUICE_CONSOLE_HOST=0.0.0.0 \
    SLUICE_CONSOLE_PORT=8090 \
    SLUICE_CONSOLE_STATE_DIR=/var/lib/sluice/state \
    SLUICE_CONSOLE_USERS_FILE=/etc/sluice/console-users

FROM console-untrained AS console-trained
COPY docker/train /tmp/
RUN /tmp/train 8090 /health/live /health/ready /metrics /login /api/v1/openapi.json

FROM console-untrained AS console
COPY --from=console-trained --chown=0:0 /tmp/classes.aot /opt/sluice/
EXPOSE 8090
VOLUME /var/lib/sluice
HEALTHCHECK --start-period=60s --interval=15s --timeout=6s CMD ["/opt/sluice/bin/probe", "8090", "/health/live"]
LABEL org.opencontainers.image.title="Sluice review console" \
      org.opencontainers.image.description="Where people review what the pipeline held back"

FROM common AS cli
COPY --from=built /layers/processor/lib /opt/sluice/lib/
COPY --from=built /layers/console/lib /opt/sluice/lib/
COPY --from=built /layers/cli/lib /opt/sluice/lib/
COPY --from=built /layers/cli-own /opt/sluice/
# For shells in it.
COPY docker/start /opt/sluice/bin/sluice
ENV PATH=/opt/sluice/bin:$PATH \
    SLUICE_CONSOLE_USERS_FILE=/etc/sluice/console-users
LABEL org.opencontainers.image.title="Sluice command line" \
      org.opencontainers.image.description="Creates topics, registers schemas, manages accounts, controls the pipeline"
