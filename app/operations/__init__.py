"""Running a district (运维): backups and their drill, time's own work, retention, keys, a safe start, logs.

For the operator; no pages. docs/deploy.md is the guide.
"""

from flask import Flask


def init_cli(app: Flask) -> None:
    """Attach the operator's commands to `app`."""
    from app.operations import backup_commands, commands

    for command in (backup_commands.backup_key, backup_commands.backup, backup_commands.restore):
        app.cli.add_command(command)
    for command in (commands.tick, commands.keys, commands.retention):
        app.cli.add_command(command)
