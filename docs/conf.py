"""The documentation site: `make docs` builds it with Sphinx from these pages, those at the top, and those beside the code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from made_pages import on_the_site, write_made_pages  # noqa: E402 - found by the path above

from fidelity import __version__  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "fidelity"
author = "the authors of fidelity"
version = release = __version__
extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["plugin-example/**"]
nitpicky = True

myst_heading_anchors = 3

html_theme = "furo"
html_title = f"fidelity {__version__}"
html_static_path = ["style"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False


def _read(_app: Sphinx, name: str, content: list[str]) -> None:
    """Links between files of the repository made links between pages of the site."""
    content[0] = on_the_site(content[0], name)


def setup(app: Sphinx) -> None:
    """Write the pages that are made before Sphinx looks for pages, and turn their links."""
    app.connect("config-inited", lambda _app, _config: write_made_pages(HERE))
    app.connect("source-read", _read)
