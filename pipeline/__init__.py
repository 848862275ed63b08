"""From files to a published dataset: the only package that touches disk, processes and the terminal."""

from __future__ import annotations


class UserError(Exception):
    """Something that the person at the keyboard can put right; the message is one line that says what and how.

    `exit_code` is the one that the command ends with: 1 for an error, 2 for wrong usage.
    """

    def __init__(self, message: str, exit_code: int = 1) -> None:
        """Keep the message for people and the exit code for the shell."""
        super().__init__(message)
        self.exit_code = exit_code
