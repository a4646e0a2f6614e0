"""Exit policies (限行令): the movement order of a place, in versions; issued by community leads and headquarters."""
