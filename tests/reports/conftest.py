"""LibreOffice for the tests that open Word files with it."""

import pytest

from tests.reports.forms.word.word_files import Office, libreoffice


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice with a profile of its own, which it takes seconds to make."""
    return Office(libreoffice(), tmp_path_factory.mktemp("office"))
