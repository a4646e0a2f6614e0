"""The shared table of gate decisions, and how its JSON becomes facts (and back, for the comparison)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from app.gates.facts import (
    Decision,
    Direction,
    Errand,
    ExceptionPass,
    Facts,
    Knowledge,
    Outside,
    Policy,
    Purpose,
)

VECTORS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
MEANINGS = {"purpose": Purpose, "direction": Direction}


def read_facts(data: Mapping[str, Any]) -> Facts:
    """The facts written in one vector."""
    return Facts(
        policies=tuple(Policy(**_fields(row)) for row in data.get("policies", ())),
        exits=tuple(datetime.fromisoformat(text) for text in data.get("exits", ())),
        outside=tuple(Outside(**_fields(row)) for row in data.get("outside", ())),
        passes=tuple(ExceptionPass(**_fields(row)) for row in data.get("passes", ())),
        errand=Errand(**_fields(data.get("errand", {}))),
        vacant=data.get("vacant", False),
        knowledge=Knowledge(**_fields(data.get("knowledge", {}))),
    )


def show_decision(decision: Decision) -> dict[str, Any]:
    """The decision with its colour and its times comparable to a vector's."""
    return {**asdict(decision), "colour": decision.colour, "asks": list(decision.asks)}


def read_expectation(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a vector expects; only the keys it names are compared."""
    return _fields(data)


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if value is not None and name in {"starts_at", "ends_at", "since", "as_of", "next_allowed_at", "back_by"}:
        return datetime.fromisoformat(value)
    return MEANINGS[name](value) if name in MEANINGS else value
