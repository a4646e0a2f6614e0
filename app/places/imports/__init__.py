"""Roster imports (导入花名册): upload, choose columns, look at the differences, put in, take back as a whole.

Reading, putting in and taking back run beside the requests, a batch of households per transaction
(`batches.py`), so that gates go on working.
"""

from app.places.imports import cli, views  # noqa: F401
