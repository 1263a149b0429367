"""Which tabs of the workbook each phase and the review read.

Here: the sets, in the order the workbook shows its tabs. Not here: the tabs' columns (`domain.workbook` and its
sister files).
"""

from domain.workbook.bidders import CaseStudy, Certificate, OfferedLevel, PriceLine, Reference, Vendor
from domain.workbook.delivery import AccessGrant, Control, Deliverable, PilotCheck, WaveStep
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.months import BusinessMonth, VoiceMonth
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Process
from domain.workbook.tables import Row

DISCOVERY_TABS: tuple[type[Row], ...] = (Team, Process, WorkMonth, SurveyResult, ExitRecord, SalaryBand)
SELECTION_TABS: tuple[type[Row], ...] = (
    Criterion, Vendor, Certificate, Reference, CaseStudy, PriceLine, Score,
)  # fmt: skip
OPTIONAL_SELECTION_TABS: tuple[type[Row], ...] = (SubCriterion, OfferedLevel)
"""Read where the workbook has them: criteria may be scored as a whole, and levels be offered as required."""
KICKOFF_TABS: tuple[type[Row], ...] = (Deliverable, AccessGrant, Control)
PILOT_TABS: tuple[type[Row], ...] = (PilotCheck,)
ROLLOUT_TABS: tuple[type[Row], ...] = (WaveStep,)
OPTIMISATION_TABS: tuple[type[Row], ...] = (BusinessMonth,)
REVIEW_TABS: tuple[type[Row], ...] = (
    BusinessMonth, Team, WorkMonth, SurveyResult, ExitRecord, Control, AccessGrant, Deliverable, VoiceMonth,
)  # fmt: skip
"""What a monthly review reads beside the tickets; each is left out of the review when the workbook has no such tab."""
ALL_TABS: tuple[type[Row], ...] = (
    *DISCOVERY_TABS,
    *SELECTION_TABS,
    *OPTIONAL_SELECTION_TABS,
    *KICKOFF_TABS,
    *PILOT_TABS,
    *ROLLOUT_TABS,
    *OPTIMISATION_TABS,
    VoiceMonth,
)
