"""Passages (进出登记): one person at a gate, let out, let in or turned back; taken back or corrected, never erased."""
