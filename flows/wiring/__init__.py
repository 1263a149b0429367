"""From settings to concrete connectors: the only place that knows both."""
