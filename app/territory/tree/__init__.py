"""The tree itself: walk it, open and close places, posts and grids."""
