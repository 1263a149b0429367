"""The catalogue of work that suits outsourcing: six categories, their typical tasks, and why (article, section 4).

Here: the entries and their defaults; a rollout's settings may replace any (`rules.discovery.catalogue`). Not here: how
a process of one's own is scored (`domain.discovery.roadmap.inventory`).
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator

from domain.reasons import Reason
from domain.values import Terms
from domain.workbook.processes import Category

BETWEEN_TASKS = ", "
Text = Annotated[str, Field(min_length=1, max_length=300)]


class CatalogueEntry(Terms):
    """One category.

    Attributes:
        tasks, reason: language -> what people read in it.
    """

    category: Category
    tasks: dict[str, tuple[Text, ...]]
    reason: dict[str, Text]

    @model_validator(mode="after")
    def _says_the_same_in_each_language(self) -> "CatalogueEntry":
        if not self.tasks or set(self.tasks) != set(self.reason):
            raise ValueError("tasks and reason need the same languages, one at least")
        return self

    def tasks_in(self, language: str) -> str | Reason:
        """The tasks in a language, in one text.

        A text when they are written in it, otherwise a reason to be translated: the English ones, or else the first
        there are.
        """
        return _spoken({name: BETWEEN_TASKS.join(tasks) for name, tasks in self.tasks.items()}, language)

    def reason_in(self, language: str) -> str | Reason:
        """The reason in a language, chosen in the same way."""
        return _spoken(self.reason, language)


def check_catalogue(entries: tuple[CatalogueEntry, ...]) -> tuple[CatalogueEntry, ...]:
    """The entries, when every category is there once.

    Raises:
        ValueError: a category is missing or there twice; names it.
    """
    named = [entry.category for entry in entries]
    for category in Category:
        if named.count(category) != 1:
            raise ValueError(
                f"the category '{category}' stands {named.count(category)} times in the catalogue, not once"
            )
    return entries


def _spoken(texts: Mapping[str, str], language: str) -> str | Reason:
    if language in texts:
        return texts[language]
    other = texts.get("en") or next(iter(texts.values()))
    return Reason(other.replace("{", "{{").replace("}", "}}"))  # what a company wrote is no template


def _entry(category: Category, tasks: Reason, reason: Reason) -> CatalogueEntry:
    return CatalogueEntry(
        category=category,
        tasks={"en": tuple(tasks.template.split(BETWEEN_TASKS))},
        reason={"en": reason.template},
    )


ARTICLE_CATALOGUE = (
    _entry(
        Category.ADMINISTRATION,
        Reason("calendar planning, e-mail triage, travel booking, expense reports"),
        Reason("Little skill, high volume, easily standardised."),
    ),
    _entry(
        Category.FINANCE,
        Reason("bookkeeping, payroll, receivables and payables"),
        Reason("Needs precision and compliance, and can be automated."),
    ),
    _entry(
        Category.MARKETING,
        Reason("social media content, graphic design, video editing, SEO research"),
        Reason("Asks for creative talent that may be missing in house."),
    ),
    _entry(
        Category.IT,
        Reason("help-desk tickets, software updates, security monitoring"),
        Reason("Cover around the clock and fast response to incidents."),
    ),
    _entry(
        Category.CUSTOMER_SERVICE,
        Reason("live chat support, ticket routing, FAQ upkeep"),
        Reason("Better response times, while own staff handle the complex cases."),
    ),
    _entry(
        Category.RESEARCH,
        Reason("market intelligence, competitor benchmarking, data cleaning"),
        Reason("Special tools and expertise give insight sooner."),
    ),
)
"""The article's table in this project's English; the catalogues of texts hold it in other languages."""
