"""The demo district: Huanggang High-tech Zone in early February 2020, with the figures of that week's report.

`flask demo seed` lays it into an empty database: every place, everybody bound to one, every household, and
six days at the gates that end now. The same day gives the same district. It is for MENHU_DEMO=1 only.
"""
