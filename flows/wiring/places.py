"""Where everything lies that this program keeps: on this machine, or in a storage that many machines share.

Here: which store, and which folder of it is what. Not here: snapshots, which load Polars (`flows.wiring.snapshots`),
the ledger (`flows.wiring.ledger`), what stays on each machine: keys of a demo, letters of a demo, Prefect's files.
"""

import os
import re
from pathlib import Path

from configs.settings import Settings
from connectors.files.checked_tables import CheckedTables
from connectors.files.documents import ReviewFolder
from connectors.files.folder import Folder
from connectors.files.reviews import PublishedReviews
from connectors.files.site import SiteFolder
from connectors.ports.files import Store
from domain.problems import ConfigurationRefused
from domain.reasons import Reason

STORE_URL = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,62})(?P<prefix>(?:/[A-Za-z0-9._-]+)*)/?")


def store_of(settings: Settings) -> Store:
    """What snapshots, reviews, documents and the site are kept in: the home, or the bucket the settings name.

    Raises:
        ConfigurationRefused: the address is none of S3; it is not shown, since it may hold a key.
    """
    if not settings.store_url:
        return Folder(Path(settings.home))
    found = STORE_URL.fullmatch(settings.store_url)
    if found is None or ".." in settings.store_url:
        raise ConfigurationRefused(
            Reason("The address of the storage cannot be used"),
            where="ROLLOUT_STORE_URL",
            why=Reason("it must read s3://bucket or s3://bucket/folder; keys are set in AWS_* variables"),
            next_step=Reason("correct the environment variable"),
        )
    from connectors.s3.client import Bucket  # here, so that an installation without a bucket never loads its library

    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    return Bucket.connect(found["bucket"], found["prefix"], endpoint=endpoint)


def checked_tables(settings: Settings) -> CheckedTables:
    """Where it is kept what checks of tables found."""
    return CheckedTables(store_of(settings).under("checks"))


def published_reviews(settings: Settings) -> PublishedReviews:
    """Where published reviews lie as typed data."""
    return PublishedReviews(store_of(settings).under("published"))


def review_folder(settings: Settings) -> ReviewFolder:
    """Where published documents lie; those in a bucket are opened on the site, which holds a copy of each."""
    return ReviewFolder(store_of(settings).under("reviews"), settings.site_url if settings.store_url else "")


def site_folder(settings: Settings, out: Path | None = None) -> SiteFolder:
    """Where the site lies that the flows keep up to date, or another folder of this machine."""
    if settings.store_url and out is None:
        return SiteFolder(store_of(settings).under("site"))
    return SiteFolder(Folder(out or settings.home / "site", follows_links=False))


def site_page(settings: Settings, rollout_id: str) -> str:
    """Where people open a rollout's page: on the web server the settings name, or as a file; empty when neither is."""
    if settings.site_url:
        return f"{settings.site_url.rstrip('/')}/{rollout_id}/index.html"
    return "" if settings.store_url else site_folder(settings).url(f"{rollout_id}/index.html")
