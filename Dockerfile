# Web and workers are two commands of this one image; compose.yaml runs them with their servers.

FROM debian:bookworm-slim AS packages
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv
WORKDIR /app
# A build behind a proxy with its own certificate mounts that and names it here.
ARG PIP_CERT
COPY requirements-uv.lock requirements.lock ./
# uv has an environment of its own, so that it stays behind with this stage.
RUN python3 -m venv /uv \
    && /uv/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements-uv.lock
# Packages before code: after a change of the code this layer is still good.
RUN if [ -n "$PIP_CERT" ]; then export SSL_CERT_FILE="$PIP_CERT"; fi \
    && python3 -m venv --without-pip .venv \
    && VIRTUAL_ENV=/app/.venv /uv/bin/uv pip install --quiet --no-cache --require-hashes --compile-bytecode \
        -r requirements.lock
COPY . .
RUN VIRTUAL_ENV=/app/.venv /uv/bin/uv pip install --quiet --no-cache --offline --no-deps --editable . \
    && .venv/bin/python -m compileall -q docproc extractors models samples

FROM debian:bookworm-slim
# The client of the object store opens none, not even one without TLS, where a machine has no ca-certificates.
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        ca-certificates python3 tesseract-ocr tesseract-ocr-tha \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home docproc \
    && install -d -o docproc -g docproc /data
WORKDIR /app
COPY --from=packages /app .
USER docproc
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    DOCPROC_DATA=/data \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["docproc", "serve", "--host", "0.0.0.0", "--port", "8000"]
