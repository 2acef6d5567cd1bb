"""What stands between two lines of a paragraph once they are one."""

from __future__ import annotations

import re

from fidelity.repairs.printed_lines import PrintedLine

ADDRESS = re.compile(r"(?:://|\bwww\.)\S*$")
SCHEME = re.compile(r"\b(?:https?|ftp):$")


def joint_between(one: PrintedLine, two: PrintedLine) -> str:
    """What stands between two lines of a paragraph once they are one: a space, or nothing after a dash or slash set close.

    A dash with a space before it has one after it too; so has one that opens or closes nothing.
    """
    closed_up = len(one.words) > 1 and one.words[-1] in "—–/" and not one.words[-2].isspace()
    opens = two.words[0] in "—–" and len(two.words) > 1 and not two.words[1].isspace() and one.words[-1].isalpha()
    in_address = one.words[-1] in "./=&?_%#-" and not two.words[0].isupper() and ADDRESS.search(one.words) is not None
    in_address = in_address or (two.words.startswith("//") and SCHEME.search(one.words) is not None)
    return "" if closed_up or in_address or (opens and two.words[0] == "—") else " "
