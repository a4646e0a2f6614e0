"""Why a backup cannot be made, checked or brought back. Every message says what to do."""


class BackupFailed(Exception):
    """The base of them all: shown to the operator as it is."""


class CannotOpen(BackupFailed):
    """The sealed file does not open with this key, or not at all."""


class Forged(BackupFailed):
    """The manifest was not signed with this district's keys."""


class Broken(BackupFailed):
    """The backup opened, but what is inside is not what it was."""


class InUse(BackupFailed):
    """The app is running on the database that was to be replaced."""


class ToolMissing(BackupFailed):
    """A program of PostgreSQL's is not installed here."""


class ToolFailed(BackupFailed):
    """A program of PostgreSQL's said no."""
