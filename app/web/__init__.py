"""How the outside reaches a domain and how it is answered: the door, receipts, fragments, forms."""

from app.web.door import command, page, public
from app.web.forms import BaseForm
from app.web.identity import me
from app.web.respond import respond

__all__ = ["BaseForm", "command", "me", "page", "public", "respond"]
