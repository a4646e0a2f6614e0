"""Duty (包保): who answers for a place on three levels, what is vacant; bind, end, hand over."""
