"""The register of metrics: every module of `domain.returns.metrics`, in the order they state themselves.

Here: finding and naming them. Not here: a list of them; a file that is there is in.
"""

from importlib import import_module
from pkgutil import iter_modules

from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.returns import metrics
from domain.returns.metric import Metric


def _found() -> dict[str, Metric]:
    modules = (import_module(f"{metrics.__name__}.{found.name}") for found in iter_modules(metrics.__path__))
    entries: list[Metric] = [module.METRIC for module in modules]
    ordered = {metric.figure.figure_id: metric for metric in sorted(entries, key=lambda metric: metric.order)}
    if len(ordered) < len(entries) or len({metric.order for metric in entries}) < len(entries):
        raise RuleRefused(
            Reason("Two metrics have one id or one place"), next_step=Reason("give each its own figure_id and order")
        )
    return ordered


METRICS: dict[str, Metric] = _found()
"""Figure id -> metric, in the order of the report."""

ARTICLES: tuple[Metric, ...] = tuple(metric for metric in METRICS.values() if metric.articles)
"""The article's own (section 7)."""


def metric_of(figure_id: str) -> Metric:
    """The metric of that id.

    Raises:
        RuleRefused: there is none here; a newer version may have published it.
    """
    if figure_id not in METRICS:
        raise RuleRefused(
            Reason("There is no metric {figure_id}", figure_id=ascii(figure_id)),
            why=Reason("the metrics are {names}", names=", ".join(METRICS)),
            next_step=Reason("use one of them, or the version that published it"),
        )
    return METRICS[figure_id]
