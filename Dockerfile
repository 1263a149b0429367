# One image for server, worker and one-off commands: `docker build -t outsourcing-rollout .`
# Checked without an engine (tests/docs/test_container_files.py); built on no machine of this project yet.
FROM python:3.11-slim-bookworm AS built
WORKDIR /app
COPY requirements.lock pyproject.toml README.md prefect.yaml ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY domain domain
COPY reports reports
COPY connectors connectors
COPY configs configs
COPY sandbox sandbox
COPY tasks tasks
COPY flows flows
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DO_NOT_TRACK=1 \
    PREFECT_SERVER_ANALYTICS_ENABLED=false \
    PREFECT_SERVER_UI_V2_ENABLED=false \
    PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT=false \
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY=30 \
    ROLLOUT_HOME=/data \
    ROLLOUT_ROLLOUTS_DIR=/rollouts
RUN useradd --create-home --uid 10001 rollout && mkdir /data && chown rollout /data
COPY --from=built /opt/venv /opt/venv
WORKDIR /home/rollout
USER rollout
VOLUME /data
# Exec form: signals reach the worker itself, which finishes what it has begun before it stops.
ENTRYPOINT ["rollout"]
CMD ["worker"]
