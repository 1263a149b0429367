"""What the evaluators gave, in the vendor selection's report: medians, how far they lie apart, and where to talk.

Not here: the shortlist and ties (`reports.vendor_selection.selection`), how firm the lead is
(`reports.vendor_selection.firmness`).
"""

from collections.abc import Mapping, Sequence

from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.reasons import Reason
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.scores.panel import CriterionScore
from reports.documents import Chart, Section, Table, TableColumn, Value
from reports.drawings import Spread, SpreadRow
from reports.vendor_selection.scale_points import scale_tables

_COLUMNS = (
    TableColumn(Reason("Median"), "number"),
    TableColumn(Reason("Lowest"), "number"),
    TableColumn(Reason("Highest"), "number"),
    TableColumn(Reason("Typical distance"), "number"),
    TableColumn(Reason("Evaluators"), "count"),
    TableColumn(Reason("Not assessed by"), "count"),
    TableColumn(Reason("Talk needed")),
)


def scores_section(result: VendorSelectionResult) -> Section:
    """The section; a picture of the spread, the same figures as a table, and what the points mean."""
    return Section(
        Reason("Scores"),
        _notes(result),
        (*_parts(result), *scale_tables(result.criteria, result.sub_criteria)),
        charts=(_spread(result),),
    )


def _spread(result: VendorSelectionResult) -> Chart:
    names = {criterion.criterion_id: criterion.name for criterion in result.criteria}
    rows = tuple(
        SpreadRow(_said(name), _said(v.name), s.low, s.middle, s.high, s.disagreement)
        for criterion_id, name in names.items()
        for v in result.vendors
        for s in v.scores
        if s.criterion_id == criterion_id
    )
    apart = sum(row.apart for row in rows)
    return Chart(
        caption=Reason("From the lowest to the highest score, by criterion"),
        alt=Reason(
            "A line per bidder under each criterion, from the lowest to the highest score, with the median "
            "marked. {count} lines are marked as far apart.",
            count=apart,
        ),
        drawing=Spread(
            rows,
            (int(LOWEST_SCORE), int(HIGHEST_SCORE)),
            middle=Reason("Median"),
            apart=Reason("Median, evaluators far apart"),
        ),
        table=Table(
            caption=Reason("Median of the evaluators' scores, 1 to 5"),
            columns=(TableColumn(Reason("Vendor")), TableColumn(Reason("Criterion")), *_COLUMNS),
            rows=tuple(
                (v.name, names.get(s.criterion_id, s.criterion_id), *_figures(s))
                for v in result.vendors
                for s in v.scores
            ),
        ),
    )


def _parts(result: VendorSelectionResult) -> tuple[Table, ...]:
    """The scores of sub-criteria, which roll up to those of their criteria evaluator by evaluator."""
    if not result.part_scores:
        return ()
    vendors = {vendor.vendor_id: vendor.name for vendor in result.vendors}
    criteria = {criterion.criterion_id: criterion.name for criterion in result.criteria}
    parts = {part.sub_criterion_id: part for part in result.sub_criteria}
    return (
        Table(
            caption=Reason("Scores of the parts of criteria; each evaluator's roll up by the parts' weights"),
            columns=(
                TableColumn(Reason("Vendor")),
                TableColumn(Reason("Criterion")),
                TableColumn(Reason("Part")),
                TableColumn(Reason("Share of the criterion"), "number", 0),
                *_COLUMNS,
            ),
            rows=tuple(
                (vendors[s.vendor_id], criteria[part.criterion_id], part.name, part.weight, *_figures(s))
                for s in result.part_scores
                for part in (parts[s.criterion_id],)
            ),
        ),
    )


def _figures(score: CriterionScore) -> tuple[Value, ...]:
    not_assessed = score.asked - score.assessed
    return (score.middle, score.low, score.high, score.deviation, score.assessed, not_assessed, score.disagreement)


def _notes(result: VendorSelectionResult) -> tuple[Reason, ...]:
    scores = [(vendor.name, score) for vendor in result.vendors for score in vendor.scores]
    names = {criterion.criterion_id: criterion.name for criterion in result.criteria}
    apart = [(name, score) for name, score in scores if score.disagreement]
    not_given = sum(score.asked - score.assessed for _, score in scores)
    return (
        Reason(
            "The typical distance is the median of how far each score lies from the median; one outlier hardly "
            "moves it."
        ),
        *_talks(apart, names),
        *(
            (
                Reason(
                    '{count} scores say "not assessed": neither 0 nor full marks, so that '
                    "bidder's points are a range.",
                    count=not_given,
                ),
            )
            if not_given
            else ()
        ),
    )


def _talks(apart: Sequence[tuple[str, CriterionScore]], names: Mapping[str, str]) -> tuple[Reason, ...]:
    """Where evaluators should talk before the choice is made, largest spread first."""
    first = sorted(apart, key=lambda pair: (-(pair[1].spread or 0), -(pair[1].deviation or 0)))
    found = [Reason("Evaluators are far apart on {count} scores and should talk.", count=len(apart))] if apart else []
    for vendor, score in first:
        if score.low is None or score.high is None:
            continue
        name = names.get(score.criterion_id, score.criterion_id)
        found.append(
            Reason(
                "Talk about {vendor} on {criterion}: scores run from {low} to {high}.",
                vendor=vendor,
                criterion=name,
                low=score.low,
                high=score.high,
            )
        )
    return tuple(found)


def _said(name: str) -> Reason:
    return Reason("{name}", name=name)
