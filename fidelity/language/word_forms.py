"""Forms of one word, by the endings of its language: "proclaim", "proclaimed" and more for "proclaims".

They decide whether a line-end hyphen broke a word of which neither the text nor the dictionary has just this form. German
and Spanish need none: they write compounds as one word.
"""

from __future__ import annotations

from collections.abc import Iterator

ENDINGS = {
    "en": ("", *"ing ed es e s ly er ers est".split()),
    "fr": (
        "",
        *"eaient eait eant eais eai ea eons erions eriez eraient erais erait erons eront erez erai eras era èrent".split(),
        *"issaient issions issiez issait issais issant issent issons issez isse ir i ie ies is it irent".split(),
        *"irions iriez iraient irais irait irons iront irez irai iras ira u us ue ues ut urent re al aux".split(),
        *"aient ions iez ant ent ais ait ai as a ons é ée és ées er ez es e s".split(),
    ),
}
"""By language, endings of verbs, nouns and adjectives (Quirk et al. 1985, §3; Grevisse, §§ 750–850), and none."""
SHORTEST_STEM = {"en": 5, "fr": 4}
"""Letters that forms of a word share at least."""


def other_forms(word: str, language: str | None) -> Iterator[str]:
    """What may be other forms of a word in small letters; nothing for languages whose endings are not known here."""
    endings = ENDINGS.get(language or "", ())
    stems = {
        stem: None
        for ending in endings
        if word.endswith(ending) and len(stem := word[: len(word) - len(ending)]) >= SHORTEST_STEM[language or ""]
    }
    yield from {form: None for stem in stems for ending in endings if (form := stem + ending) != word}
