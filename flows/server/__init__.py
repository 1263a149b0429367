"""Prefect: server, deployments, worker."""
