"""What the formats in XML share: characters that XML 1.0 allows, and a document that ends with a line end."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, indent, tostring

from fidelity.reporters.printable import printable

_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What https://www.w3.org/TR/xml/#charsets leaves out. ElementTree writes it, and no reader takes it back."""


def allowed(string: str) -> str:
    """A string for an XML document: what XML may not hold is shown as a picture or an escape."""
    return _NO_CHARACTER.sub(lambda match: printable(match.group()), string)


def document_of(root: Element) -> str:
    """An element as a document in UTF-8."""
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False).join(('<?xml version="1.0" encoding="UTF-8"?>\n', "\n"))
