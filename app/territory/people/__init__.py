"""The people who work for the district: their records, devices and one-time codes."""
