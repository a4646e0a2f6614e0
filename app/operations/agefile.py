"""Files sealed to a public key, in the age format (age-encryption.org/v1, C2SP).

Whoever steals the server or its backups has no key that opens them; the private half lies elsewhere. The
format is a standard: `age -d -i KEY FILE` opens a backup on a machine that has never seen Menhu.
"""

import os
from pathlib import Path

import pyrage
from flask_babel import gettext as _
from pyrage.x25519 import Identity, Recipient

from app.operations.failures import CannotOpen


def make_pair(private: Path) -> str:
    """Make a key pair: the private half into a new file at `private` (mode 0600), the public one returned."""
    identity = Identity.generate()
    public = str(identity.to_public())
    with os.fdopen(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"# public key: {public}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return public


def read_public(text: str) -> Recipient:
    """The public key in `text`; raises CannotOpen where it is none."""
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise CannotOpen(_("%(text)s is no public key (age1…)", text=text.strip()[:20])) from error


def read_private(path: Path) -> Identity:
    """The private key kept in the file at `path`; raises CannotOpen where there is none."""
    lines = [line for line in path.read_text(errors="replace").splitlines() if line.startswith("AGE-SECRET-KEY-1")]
    try:
        return Identity.from_str(lines[0].strip())
    except (IndexError, pyrage.IdentityError) as error:
        raise CannotOpen(_("%(path)s holds no private key (AGE-SECRET-KEY-1…)", path=path)) from error


def seal(plain: Path, sealed: Path, key: Recipient) -> None:
    """Seal the file `plain` into `sealed`, which appears whole or not at all."""
    draft = sealed.with_name(f"{sealed.name}.part")
    try:
        with plain.open("rb") as source, os.fdopen(_create(draft), "wb") as target:
            pyrage.encrypt_io(source, target, [key])
            target.flush()
            os.fsync(target.fileno())
        draft.replace(sealed)
    finally:
        draft.unlink(missing_ok=True)


def unseal(sealed: Path, plain: Path, key: Identity) -> None:
    """Open `sealed` into the file `plain`; raises CannotOpen for a wrong key, a cut file, a changed bit."""
    try:
        with sealed.open("rb") as source, os.fdopen(_create(plain), "wb") as target:
            pyrage.decrypt_io(source, target, [key])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise CannotOpen(_("This key does not open the backup: it was sealed to another one.")) from error
        raise CannotOpen(_("This is no backup, or its beginning is damaged. Use another copy.")) from error
    except OSError as error:
        if error.errno:
            raise
        raise CannotOpen(_("The backup is cut short or was changed. Use another copy.")) from error


def _create(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
