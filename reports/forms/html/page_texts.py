"""What a page says, line by line: for the site's search.

Here: reading a page of our own. A table row, a paragraph, a heading is one line; the same line twice is kept once.
Not here: searching (`reports.forms.html.search_page`).
"""

from html.parser import HTMLParser

SILENT = frozenset({"style", "script", "svg", "title", "template", "noscript", "nav", "footer"})
"""What they hold is no content, or stands on the page as text as well."""
LINES = frozenset({"p", "li", "tr", "caption", "figcaption", "h1", "h2", "h3", "div", "header", "section", "table"})
CELLS = frozenset({"td", "th", "span", "dt", "dd"})
BETWEEN = " · "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title, self.lines = "", dict[str, None]()
        self._cells: list[str] = []
        self._text: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        silent = tag in SILENT or ("class", "skip") in attrs
        if silent:
            self._silent.append(tag)
        if silent or self._silent:
            return
        self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        self._end(tag)

    def handle_data(self, data: str) -> None:
        if self._silent == ["title"]:
            self.title += data
        elif not self._silent:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end("p")

    def _end(self, tag: str) -> None:
        if tag in CELLS or tag in LINES:
            cell = " ".join("".join(self._text).split())
            self._text = []
            if cell:
                self._cells.append(cell)
        if tag in LINES and self._cells:
            self.lines[BETWEEN.join(self._cells)] = None
            self._cells = []


def page_text(page: str) -> tuple[str, tuple[str, ...]]:
    """The title of a page and its lines, each once, in their order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return " ".join(reader.title.split()), tuple(reader.lines)
