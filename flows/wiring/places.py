"""Where what is published lies: reviews as data, documents, the site."""

from pathlib import Path

from configs.settings import Settings
from connectors.files.documents import ReviewFolder
from connectors.files.reviews import PublishedReviews


def published_reviews(settings: Settings) -> PublishedReviews:
    """Where published reviews lie as typed data."""
    return PublishedReviews(Path(settings.home) / "published")


def review_folder(settings: Settings) -> ReviewFolder:
    """Where published documents lie."""
    return ReviewFolder(Path(settings.home) / "reviews")


def site_folder(settings: Settings) -> Path:
    """Where the site lies that the flows keep up to date."""
    return Path(settings.home) / "site"


def site_page(settings: Settings, rollout_id: str) -> str:
    """Where people open a rollout's page: on the web server the settings name, or as a file."""
    if settings.site_url:
        return f"{settings.site_url.rstrip('/')}/{rollout_id}/index.html"
    return (site_folder(settings) / rollout_id / "index.html").resolve().as_uri()
