"""Who acts: people with a phone number and PIN, their devices and sessions; cards and links later."""

from app.accounts.actor import SYSTEM, Actor

__all__ = ["SYSTEM", "Actor"]
