"""The site's search over all parts: one page while the texts are few, a page and files beside it when they are many.

Here: which form it has, and its files; of the large form a rollout's own files are made again only with the rollout.
Not here: the page (`reports.forms.html.search_page`), words and files (`reports.forms.html.search_terms`,
`search_parts`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.files.site import SiteFolder
from domain.problems import Problem
from domain.reasons import Reason
from flows.site.parts import TERMS_FILE, TEXTS_FILE, Files, RolloutPart
from reports.documents import Link
from reports.forms.html.search_page import PageText, render_large_search, render_search
from reports.forms.html.search_parts import file_count, stamp_of, text_file, text_script, word_files
from reports.forms.html.search_terms import Terms, read_terms, terms_of

LARGEST_WHOLE_SIGNS = 2_000_000
"""So many signs of text are searched in one page: a site of that size is still sent on as one file."""
TRAIL = (Link(Reason("All rollouts and reports"), "index.html"),)


@dataclass
class Search:
    """The search of one build.

    Attributes:
        made: parts made in this build, whose files are new.
        kept: files of the large form that stay as they lie in the folder.
    """

    folder: SiteFolder
    made: Files
    kept: set[str]

    def compose(self, front: PageText, parts: Sequence[RolloutPart], language: str, name: str) -> Files:
        """The search page under `name`, and what it loads.

        Raises:
            Problem: a rollout's texts are damaged.
        """
        if sum(part.signs for part in parts) <= LARGEST_WHOLE_SIGNS:
            texts = [front, *(text for part in parts for text in self._texts(part))]
            return {name: render_search(texts, language, TRAIL).encode("utf-8", "replace")}
        rollouts = [(front,), *(part.pages for part in parts)]
        terms, stamp = [terms_of([front.lines])], stamp_of(rollouts)
        files: Files = {text_file(front): text_script(front, front.lines)}
        for part in parts:
            found, own = self._own(part)
            terms.append(found)
            files |= own
        files |= word_files(terms, stamp)
        page = render_large_search(rollouts, file_count(terms), stamp, language, TRAIL)
        return files | {name: page.encode("utf-8", "replace")}

    def _own(self, part: RolloutPart) -> tuple[Terms, Files]:
        """A rollout's terms, and its files where they are not in the folder as they should be."""
        rollout = part.card.facts.rollout_id
        name, names = f"{rollout}/{TERMS_FILE}", [text_file(page) for page in part.pages]
        if f"{rollout}/{TEXTS_FILE}" not in self.made and self.folder.holds((name, *names)):
            kept = read_terms(self.folder.read(name))
            if kept is not None:
                self.kept |= {name, *names}
                return kept, {}
        texts = self._texts(part)
        terms = terms_of([page.lines for page in texts])
        own: Files = {text_file(page): text_script(page, page.lines) for page in texts}
        return terms, own | {name: terms.kept()}

    def _texts(self, part: RolloutPart) -> list[PageText]:
        rollout = part.card.facts.rollout_id
        name = f"{rollout}/{TEXTS_FILE}"
        content = self.made.get(name) or self.folder.read(name)
        try:
            texts = json.loads(content if isinstance(content, bytes) else b"")
            return [
                PageText(**page.model_dump(), lines=tuple(lines)) for page, lines in zip(part.pages, texts, strict=True)
            ]
        except (ValueError, TypeError):
            raise Problem(
                Reason("The texts of {rollout_id} that the search needs are damaged", rollout_id=rollout),
                where=self.folder.address(name),
                next_step=Reason("run: rollout site"),
            ) from None
