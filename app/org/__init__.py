"""The district as a tree of places, the posts in it, and who is bound to what, from when until when."""
