"""People in the review: what the service's users say, and how the client's own people fare, in safe groups only.

Not here: which groups may be shown (`domain.review.people`, `domain.measures.disclosure`). A section without data says
so.
"""

from domain.discovery.signs import Sign
from domain.reasons import Reason, joined
from domain.review.review import MonthlyReview
from domain.review.shapes.parts import PeopleBlock, PeopleGroup, VoiceFigure
from reports.documents import Marked, Section, Table, TableColumn, Value
from reports.words import word

NOT_MEASURED = Reason("not measured")


def voice_section(review: MonthlyReview) -> Section:
    """Satisfaction with its sample, complaints and compliments; "not measured" when nobody asked."""
    heading = Reason("Quality and the users' voice")
    if not review.voice:
        why = Reason("Not measured: the workbook holds no answers of users up to {a_month}.", a_month=review.month)
        return Section(heading, (why,), look="unmeasured")
    return Section(heading, (), (_voice(review.voice),))


def people_section(review: MonthlyReview) -> Section:
    """Engagement and warning signs per group; hidden groups are counted, never shown."""
    heading = Reason("People")
    people = review.people
    if people is None:
        why = Reason("Not measured: the workbook lacks teams, work months, surveys or exits.")
        return Section(heading, (why,), look="unmeasured")
    return Section(heading, _notes(people), (_groups(people),))


def _voice(figures: tuple[VoiceFigure, ...]) -> Table:
    return Table(
        caption=Reason("Satisfaction 1-5, with the number of answers; complaints and compliments as they came in"),
        columns=(
            TableColumn(Reason("Month"), "date"),
            TableColumn(Reason("Satisfaction"), "number", 2),
            TableColumn(Reason("Answers"), "count"),
            TableColumn(Reason("Complaints"), "count"),
            TableColumn(Reason("Compliments"), "count"),
        ),
        rows=tuple(
            (one.month, _satisfaction(one), one.respondents, one.complaints, one.compliments) for one in figures
        ),
    )


def _satisfaction(figure: VoiceFigure) -> Value:
    if figure.too_few:
        return Marked(None, "unmeasured", Reason("too few"))
    return Marked(None, "unmeasured", NOT_MEASURED) if figure.satisfaction is None else figure.satisfaction


def _notes(people: PeopleBlock) -> tuple[Reason, ...]:
    notes = [
        Reason(
            "Groups only: no figure about fewer than {minimum} people, nor one from which it could be subtracted.",
            minimum=people.minimum_group_size,
        )
    ]
    if people.hidden_groups:
        notes.append(
            Reason("Not shown: {groups} groups with {people} people together.",
                   groups=people.hidden_groups, people=people.hidden_people)
        )  # fmt: skip
    if people.surveyed_in:
        notes.append(Reason("Newest survey: {a_month}, compared with a year earlier.", a_month=people.surveyed_in))
    return tuple(notes)


def _groups(people: PeopleBlock) -> Table:
    return Table(
        caption=Reason("Engagement (1-5) and warning signs of burnout per group"),
        columns=(
            TableColumn(Reason("Group")),
            TableColumn(Reason("People"), "count"),
            TableColumn(Reason("Engagement"), "number", 2),
            TableColumn(Reason("A year earlier"), "number", 2),
            TableColumn(Reason("Answers"), "count"),
            TableColumn(Reason("Warning signs in the last three months")),
        ),
        rows=tuple(_group(group, people) for group in people.groups),
        empty=Reason("No group is large enough to be shown."),
    )


def _group(group: PeopleGroup, people: PeopleBlock) -> tuple[Value, ...]:
    few = Marked(None, "unmeasured", Reason("under {minimum} answers", minimum=people.minimum_group_size))
    return (
        group.name,
        group.people,
        (few if people.surveyed_in else Marked(None, "unmeasured", NOT_MEASURED))
        if group.engagement is None
        else group.engagement,
        group.engagement_before,
        group.respondents,
        _signs(group.signs),
    )


def _signs(signs: tuple[Sign, ...] | None) -> Value:
    if signs is None:
        return Marked(None, "unmeasured", NOT_MEASURED)
    if not signs:
        return Marked(None, "good", Reason("none"))
    return Marked(None, "bad" if len(signs) > 1 else "warning", joined([word(sign) for sign in signs]))
