"""Parts of a run's context that settings give as they are: the issue tracker, project keys, contact persons."""

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.atlassian_jira.client import JiraService
from domain.ledger.phases import Role
from tasks.frame.context import Contacts, Projects


def issue_tracker(settings: Settings) -> JiraService:
    server, email, token = settings.jira_account()
    return JiraService.connect(server, email or "", token)


def project_keys(rollout: RolloutSettings) -> Projects:
    return Projects(
        internal=rollout.jira.internal_project,
        vendor=rollout.jira.vendor_project,
        governance=rollout.jira.governance_project,
        task_type=rollout.jira.task_type,
        epic_type=rollout.jira.epic_type,
    )


def contact_persons(rollout: RolloutSettings) -> Contacts:
    return Contacts(
        client=tuple(person.name for person in rollout.holders(Role.PROJECT_LEAD)),
        vendor=tuple(person.name for person in rollout.holders(Role.VENDOR)),
    )
