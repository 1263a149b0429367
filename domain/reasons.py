"""Reasons as data: an English template and the facts that fill it.

Rules return reasons, not text, so that `reports.language` can say them in the reader's language with local numbers.
The template is the message id of the translation catalogue; `reports/catalogues` is checked for completeness
by extracting every `Reason("...")` call.
"""

from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

Fact = bool | int | Decimal | datetime | date | str
"""What may stand in a reason, beside another reason. Money is Decimal, shares are Decimal 0-1 and named `*_share`."""


class Reason(BaseModel):
    """One sentence with named gaps and what stands in them.

    `str(reason)` is the English sentence; other languages come from `reports.language`.
    """

    model_config = ConfigDict(frozen=True)

    template: str
    facts: "dict[str, Fact | Reason]" = {}

    def __init__(
        self, template: str, facts: "dict[str, Fact | Reason] | None" = None, **named: "Fact | Reason"
    ) -> None:
        super().__init__(template=template, facts={**(facts or {}), **named})

    def __str__(self) -> str:
        return self.template.format(**self.facts)
