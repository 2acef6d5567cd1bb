"""What a tool wrote, taken apart: definitions of notes, the body, its blocks, and all of it without Markdown's signs."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cached_property

CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
ANY_MARK = re.compile(
    r"\[\^?(\d{1,3}|[*†‡§¶])\]|<sup>\s*\[?\^?(\d{1,3}|[*†‡§¶])\]?\s*</sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^\(?(\d{1,3})\)?\^?"
)
LIGATURE = re.compile("[\ufb00-\ufb06\u00ad\ufffd\uf000-\uf8ff]|\\(cid:\\d+\\)")
NUMBERED = re.compile(r"[\s>]*\d{1,2}\\?[.)]\s")
BULLETED = re.compile(r"[\s>]*\\?[-*+•‣◦]\s")
QUOTED_BLANK = re.compile(r"(?m)^[ \t]*>[> \t]*$")
DEFINITION = re.compile(r"\s{0,3}\[\^([^\]\s]+)\]:\s?(.*)")
TABLE_RULE = re.compile(r"(?m)^\s*\|?(\s*:?-{2,}:?\s*\|)+\s*(:?-{2,}:?)?\s*$")
FRONT_MATTER = re.compile(r"\A---\n(?:[a-z]+: .*\n)+---\n")
"""What a file declares of itself, which is no part of its text."""
NOTES_HEADING = re.compile(r"(?m)^[#* \t]*(Notes|Anmerkungen|Notas)[* \t]*$")
EMPHASIS = re.compile(
    r"(?<![\\*])\*{1,3}(?=[^\s*])(?P<stars>[^*\n]+?)(?<=[^\s\\])\*{1,3}(?!\*)"
    r"|(?<![\w\\])_(?=[^\s_])(?P<lines>[^_\n]+?)(?<=[^\s\\])_(?!\w)"
    r"|<(?:em|i|b|strong)>(?P<tags>[^<\n]+)</(?:em|i|b|strong)>"
)
TAG = re.compile(r"</?(?:sup|sub|em|i|b|strong|br|span|u|p|div|a|table|tr|td|th|tbody|thead)\b[^>]*>")


def normal(text: str, language: str) -> str:
    """Text in which accidentals agree: NFC, one kind of hyphen and space, no space where only French sets one."""
    text = unicodedata.normalize("NFC", text).replace("\u2010", "-").replace("\u2011", "-")
    text = " ".join(text.replace("\u200b", "").replace("\u2060", "").split())
    text = re.sub(r" ([;:!?])", r"\1", text)
    # « opens in French and Spanish; in German » opens, and spaces around them mean something else
    return text if language == "de" else re.sub(r"« | »", lambda match: match[0].strip(), text)


def unmarked(markdown: str) -> str:
    """The text without Markdown's signs, bullets and the lines of tables."""
    text = TABLE_RULE.sub("", markdown)
    text = re.sub(r"(?m)^ {0,3}(?:> ?)* {0,3}(?:#{1,6}\s+|\\?[-*+•‣◦]\s+(?=\S))?", "", text)
    text = re.sub(r"(?m)\\$|(?<!\\)\|", " ", text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]^][^\]]*)\]\((?:[^()\s]|\([^)]*\))*\)", r"\1", text)
    text = re.sub(r"(?<!\\)(\*\*|__|~~|==)", "", text)
    text = re.sub(
        r"(?<![\w*\\])\*(?=\S)|(?<=\S)(?<!\\)\*(?![\w*])|(?<![\w\\])_(?=\S)|(?<=\S)(?<!\\)_(?!\w)|(?<=\w)\*(?=\w)", "", text
    )
    text = re.sub(r"<((?:https?|mailto):[^\s>]+)>", r"\1", TAG.sub("", text))
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!<>|~&^$])", r"\1", text)
    return html.unescape(text)


def emphasised(markdown: str) -> list[str]:
    """The stretches that Markdown or HTML emphasises, in whatever way; headings, which are so as a whole, left out."""
    text = re.sub(r"(?m)^ {0,3}#{1,6} .*$", "", CALL.sub("", markdown))
    return [match[match.lastgroup or 0] for match in EMPHASIS.finditer(text)]


def letters_only(text: str) -> str:
    """Letters and digits, lower case."""
    return "".join(character for character in text if character.isalnum()).lower()


def blocks_of(markdown: str) -> list[str]:
    """What blank lines divide, and the items of tight lists."""
    blocks: list[str] = []
    for stretch in re.split(r"\n\s*\n", QUOTED_BLANK.sub("", markdown)):
        sign = next((pattern for pattern in (NUMBERED, BULLETED) if pattern.match(stretch)), None)
        items: list[str] = []
        for line in stretch.split("\n"):
            if not items or (sign is not None and sign.match(line)):
                items.append(line)
            else:
                items[-1] += "\n" + line
        blocks.extend(item for item in items if item.strip())
    return blocks


def split_definitions(markdown: str) -> tuple[str, dict[str, str]]:
    """The body, and the definitions of notes by label; lazy lines and indented paragraphs belong to them."""
    body: list[str] = []
    definitions: dict[str, str] = {}
    label, after_blank = "", True
    for line in markdown.replace("\r\n", "\n").split("\n"):
        if match := DEFINITION.fullmatch(line):
            label = match[1]
            definitions[label] = match[2]
        elif label and line.strip() and (line.startswith(("    ", "\t")) or not after_blank):
            definitions[label] += " " + line.strip()
        else:
            if line.strip():
                label = ""
            body.append(line)
        after_blank = not line.strip()
    return "\n".join(body), definitions


class Output:
    """An output in the forms that the metrics ask for."""

    def __init__(self, markdown: str, language: str) -> None:
        self.markdown = FRONT_MATTER.sub("", markdown).replace("\f", "\n\n")
        self.language = language
        body, self.definitions = split_definitions(self.markdown)
        # a heading over end notes is neither body nor note: with it or without it is right
        self.body = NOTES_HEADING.sub("", body)

    def plain_text(self, markdown: str) -> str:
        """Normalised text without note calls and signs."""
        return normal(unmarked(CALL.sub("", markdown)), self.language)

    @cached_property
    def plain(self) -> str:
        return self.plain_text(self.body)

    @cached_property
    def plain_blocks(self) -> list[str]:
        return [self.plain_text(block) for block in blocks_of(self.body)]

    @cached_property
    def plain_definitions(self) -> dict[str, str]:
        return {label: self.plain_text(text).strip(" ↩") for label, text in self.definitions.items()}

    @cached_property
    def everything(self) -> str:
        return self.plain_text(re.sub(r"(?m)^\s{0,3}\[\^[^\]\s]+\]:\s?", "", NOTES_HEADING.sub("", self.markdown)))
