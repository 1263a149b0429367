"""The catalogue of work that suits outsourcing: six categories, their typical tasks, and why (article, section 4).

Here: the entries and their defaults; a rollout's settings may replace any (`rules.discovery.catalogue`). Not here: how
a process of one's own is scored (`domain.discovery.inventory`).
"""

from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import Field, model_validator

from domain.reasons import Reason
from domain.values import Terms
from domain.workbook.processes import Category

T = TypeVar("T")
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
            raise ValueError(Reason("tasks and reason need the same languages, one at least"))
        return self

    def tasks_in(self, language: str) -> tuple[str, ...]:
        """The tasks in a language; in English, or else the first there is, when it is missing."""
        return tuple(_spoken(self.tasks, language))

    def reason_in(self, language: str) -> str:
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
                Reason(
                    "the category '{category}' stands {times} times in the catalogue, not once",
                    category=category,
                    times=named.count(category),
                )
            )
    return entries


def _spoken(texts: Mapping[str, T], language: str) -> T:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def _entry(category: Category, tasks_da: str, tasks_en: str, reason_da: str, reason_en: str) -> CatalogueEntry:
    return CatalogueEntry(
        category=category,
        tasks={"da": tuple(tasks_da.split(", ")), "en": tuple(tasks_en.split(", "))},
        reason={"da": reason_da, "en": reason_en},
    )


ARTICLE_CATALOGUE = (
    _entry(
        Category.ADMINISTRATION,
        "kalenderplanlægning, e-mail-triage, rejsebooking, udgiftsrapportering",
        "calendar planning, e-mail triage, travel booking, expense reports",
        "Lav kompetence, høj volumen, let at standardisere.",
        "Little skill, high volume, easily standardised.",
    ),
    _entry(
        Category.FINANCE,
        "bogføring, lønadministration, debitor- og kreditorstyring",
        "bookkeeping, payroll, receivables and payables",
        "Kræver præcision og compliance og kan automatiseres.",
        "Needs precision and compliance, and can be automated.",
    ),
    _entry(
        Category.MARKETING,
        "indhold til sociale medier, grafisk design, videoredigering, SEO-research",
        "social media content, graphic design, video editing, SEO research",
        "Efterspørger kreativt talent, som måske mangler internt.",
        "Asks for creative talent that may be missing in house.",
    ),
    _entry(
        Category.IT,
        "helpdesk-sager, softwareopdateringer, cybersikkerhedsovervågning",
        "help-desk tickets, software updates, security monitoring",
        "Døgndækning og hurtig reaktion på hændelser.",
        "Cover around the clock and fast response to incidents.",
    ),
    _entry(
        Category.CUSTOMER_SERVICE,
        "live-chat-support, fordeling af henvendelser, vedligeholdelse af FAQ",
        "live chat support, ticket routing, FAQ upkeep",
        "Forbedrer svartider, mens interne medarbejdere håndterer komplekse sager.",
        "Better response times, while own staff handle the complex cases.",
    ),
    _entry(
        Category.RESEARCH,
        "markedsintelligens, konkurrentbenchmarking, datarensning",
        "market intelligence, competitor benchmarking, data cleaning",
        "Specialiserede værktøjer og ekspertise giver hurtigere indsigt.",
        "Special tools and expertise give insight sooner.",
    ),
)
"""The article's table; the English is this project's translation."""
