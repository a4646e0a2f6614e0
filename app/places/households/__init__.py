"""Households (户): every door of a place, what is known of it, doubles and vacancies."""

from app.places.households import views  # noqa: F401
