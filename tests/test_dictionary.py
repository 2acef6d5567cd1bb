"""The frequencies of words are those of wordfreq, though its lists are read without it."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice

import pytest
from wordfreq import iter_wordlist, zipf_frequency

from fidelity.language.dictionary import LANGUAGES, RAREST, frequency, is_word

ODD = (
    "zzqx",
    "Haus",
    "straße",
    "A",
    "É",
    "ß",
    "İstanbul",
    "ﬁn",
    "naïve",
    "e\u0301tude",
    "l’heure",
    "l'heure",
    "QU'AUJOURD'HUI",
    "aujourd’hui",
    "dell'uomo",
    "d'avant-garde",
    "l'd'avant",
    "don't",
    "don’t-know",
    "out-of-date",
    "rock-'n'-roll",
    "up-",
    "of1839",
    "co-operate",
    "1848",
    "Ωmega",
)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_frequencies_are_those_of_wordfreq(language: str) -> None:
    words = [*islice(iter_wordlist(language), 0, None, 500), *ODD]
    theirs = {word: zipf_frequency(word, language) for word in words}
    assert {word: frequency(word, language) for word in words} == {
        w: zipf if zipf >= RAREST else 0 for w, zipf in theirs.items()
    }
    assert any(zipf >= RAREST for zipf in theirs.values())


def test_words_with_apostrophes_and_hyphens_do_not_load_wordfreq() -> None:
    words = ("l'avant", "qu'il", "d’ici", "out-of-date")
    asked = f"[frequency(word, language) for word in {words!r} for language in ('fr', 'en')]"
    code = f"import sys; from fidelity.language.dictionary import frequency; {asked}; print('wordfreq' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False\n"


def test_what_has_no_list_is_not_known() -> None:
    assert is_word("word", None) is None
    assert is_word("word", "la") is None
    assert is_word("word", "en") is True
    assert is_word("wrod", "en", 4.0) is False
