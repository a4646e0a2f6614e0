"""What every floor stands on: no Flask, no words of the field."""
