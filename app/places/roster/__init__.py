"""Rosters (花名册): the lists of doors and people that communities keep in spreadsheets.

Nothing here knows a database: bytes go in, households come out.
"""
