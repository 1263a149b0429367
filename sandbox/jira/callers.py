"""Who calls, and what they may do.

Here: log-in by e-mail and token (Cloud), personal token or user name (Data Center), permissions per project.
Not here: which permission a route needs (the routes say so).
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.requests import Request

from sandbox.jira.answers import Refused
from sandbox.jira.records.site import Permission, Site, User

NOT_LOGGED_IN = "Client must be authenticated to access this resource."
_IMPLIED: dict[str, Permission] = {
    "CREATE_ATTACHMENTS": "EDIT_ISSUES",
    "LINK_ISSUES": "EDIT_ISSUES",
    "ASSIGN_ISSUES": "EDIT_ISSUES",
}
"""A settings file that names only the five common permissions grants these with the one on the right."""


@dataclass(frozen=True)
class Caller:
    """The account behind a request; `user` is None for an anonymous one."""

    site: Site
    user: User | None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the caller's timestamps and JQL dates."""
        return ZoneInfo((self.user.zone if self.user else None) or self.site.zone)

    @property
    def account_id(self) -> str | None:
        """The caller's account id."""
        return self.user.account_id if self.user else None

    def may(self, permission: str, project_key: str) -> bool:
        """Whether the caller has a permission in a project."""
        if self.user is None:
            return False
        granted = (*self.user.permissions.get(project_key, ()), *self.user.permissions.get("*", ()))
        return permission in granted or _IMPLIED.get(permission) in granted

    def browsable(self) -> frozenset[str]:
        """Keys of the projects the caller may browse."""
        return frozenset(each.key for each in self.site.projects if self.may("BROWSE_PROJECTS", each.key))


class Gate:
    """Turns the Authorization header into a caller.

    Args:
        bad_token_is_anonymous: on Cloud, let a wrong token pass as nobody instead of answering 401. Seen in the wild:
            an expired token got 404 for an issue, an empty project list with 200, and 401 from `myself` only.
    """

    def __init__(self, site: Site, *, bad_token_is_anonymous: bool = False) -> None:
        self._site, self._lenient = site, bad_token_is_anonymous and site.is_cloud

    def caller(self, request: Request) -> Caller:
        """The caller of a request.

        Raises:
            Refused: 401 for a wrong token; 403 for a Bearer token on Cloud, which takes none on the site's own address.
        """
        scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
        match scheme.lower():
            case "":
                return Caller(self._site, None)
            case "basic":
                user = self._by_basic(credentials)
            case "bearer" if self._site.is_cloud:
                text = '{"error": "Failed to parse Connect Session Auth Token"}'
                raise Refused(403, body=("application/json", text))
            case "bearer":
                user = self._by_token(credentials)
            case _:
                user = None
        if user is None and not self._lenient:
            raise not_logged_in(self._site)
        return Caller(self._site, user)

    def _by_basic(self, credentials: str) -> User | None:
        try:
            name, _, token = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        user = self._by_token(token)
        if user is None:
            return None
        names = {user.email.lower()} if self._site.is_cloud else {user.email.lower(), user.account_id.lower()}
        return user if name.lower() in names else None

    def _by_token(self, token: str) -> User | None:
        wanted = token.strip().encode()
        for user in self._site.users:
            if user.token and hmac.compare_digest(user.token.encode(), wanted):
                return user
        return None


def not_logged_in(site: Site) -> Refused:
    """401 as Cloud (one line of text) or Data Center (a page) words it."""
    headers = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED", "WWW-Authenticate": 'OAuth realm="sandbox"'}
    if site.is_cloud:
        return Refused(401, headers=headers, body=("text/html;charset=UTF-8", NOT_LOGGED_IN))
    page = "<html><head><title>Unauthorized (401)</title></head><body><h1>Unauthorized (401)</h1></body></html>"
    return Refused(401, headers=headers, body=("text/html;charset=UTF-8", page))
