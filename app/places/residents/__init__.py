"""Residents (居民): the people behind a door, masked until somebody with a reason asks who they are."""

from app.places.residents import views  # noqa: F401
