"""What can go wrong in ways a user can mend: every error names the thing at fault and the remedy."""

from __future__ import annotations


class ExtractorError(Exception):
    """An expected failure. ``str()`` is one line for a person: what is wrong, where, and what to do."""

    def __init__(self, problem: str, *, where: str = "", remedy: str = "") -> None:
        self.problem = problem
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f". {self.remedy}" if self.remedy else ""
        return f"{place}{self.problem}{remedy}"

    @property
    def advice(self) -> str:
        """The problem and the remedy, without the place."""
        return f"{self.problem}. {self.remedy}" if self.remedy else self.problem


class UsageError(ExtractorError):
    """The command or the call was given something it cannot use."""


class DocumentError(ExtractorError):
    """One document cannot be read; the others can."""


class PassingError(DocumentError):
    """One document cannot be read here and now, for want of a program or of time; it is tried anew in the next run."""


class Interrupted(ExtractorError):
    """The user has stopped the run; what is done is kept."""


class PatternError(ExtractorError):
    """A file of patterns/ or a catalogue breaks its own rules."""
