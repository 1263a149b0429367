"""The fonts of every document: Inter, and Noto for signs, Hebrew and Arabic. Licence: OFL.txt beside them.

Here: where they lie. Not here: which form uses which.
"""

from pathlib import Path

FONT_FOLDER = Path(__file__).parent
