"""Every page and command of territory, by noun."""

from app.territory.duty import views as duty
from app.territory.people import codes, views
from app.territory.tree import grids, posts
from app.territory.tree import views as tree

__all__ = ["codes", "duty", "grids", "posts", "tree", "views"]
