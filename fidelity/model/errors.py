"""What may go wrong with an input, said in one sentence that the person who gave the input can act on."""

from __future__ import annotations

TOO_MUCH = "needs more memory than there is, or is nested too deeply."
"""The end of a sentence about a file that cannot be dealt with, however well it is formed."""


class FidelityError(Exception):
    """The job could not be done (exit code 2). Its message is one complete sentence for a non-programmer.

    A file with several mistakes, such as a configuration, may have one sentence for each, as arguments.
    """

    @property
    def sentences(self) -> tuple[str, ...]:
        """What went wrong, in one sentence or more."""
        return tuple(str(argument) for argument in self.args)

    def __str__(self) -> str:
        """All of it."""
        return " ".join(self.sentences)


class UnreadableFile(FidelityError):
    """A file is missing, empty, damaged, protected, of another kind than its name says, or holds no text."""


class ImpossibleChange(ValueError):
    """Changes that contradict one another or leave the text: a programming error in a repair, never the user's."""


class WholeTextNeeded(Exception):
    """What two texts have in common was left out of both, and may matter all the same: both have to be read whole."""
