"""Temperatures: the keypad's implied decimal, what is plausible, and what is taken again."""

import pytest

from app.gates.readings import (
    Method,
    Reading,
    Verdict,
    is_confirmed_fever,
    read_temperature,
    spell_temperature,
)


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [
        ("365", 365),
        ("65", 365),
        ("50", 350),
        ("99", 399),
        ("36.5", 365),
        ("6.5", 365),
        ("36,5", 365),
        (" 36.5 ", 365),
        ("３６．５", 365),
        ("36。5", 365),
        ("401", 401),
        ("40.1", 401),
        ("298", 298),
        ("999", 999),
    ],
)
def test_a_typed_temperature_has_an_implied_decimal(typed, tenths):
    assert read_temperature(typed) == tenths


@pytest.mark.parametrize(
    "typed",
    ["", " ", "3", "36", "45", "40", "05", "3650", "36.", "36.55", "3 65", "-65", "fever", "³⁶⁵x", "1e3", "٣٦٥"],
)
def test_half_typed_or_strange_text_is_no_temperature(typed):
    with pytest.raises(ValueError):
        read_temperature(typed)


@pytest.mark.parametrize(("tenths", "text"), [(365, "36.5"), (400, "40.0"), (99, "9.9")])
def test_a_temperature_is_spelt_with_one_decimal(tenths, text):
    assert spell_temperature(tenths) == text


@pytest.mark.parametrize(
    ("tenths", "verdict"),
    [
        (319, Verdict.IMPLAUSIBLE),
        (320, Verdict.COLD),
        (349, Verdict.COLD),
        (350, Verdict.NORMAL),
        (372, Verdict.NORMAL),
        (373, Verdict.FEVER),
        (430, Verdict.FEVER),
        (431, Verdict.IMPLAUSIBLE),
    ],
)
def test_fever_begins_at_37_3_and_a_reading_below_35_is_doubted(tenths, verdict):
    assert Reading(tenths).verdict is verdict


@pytest.mark.parametrize(
    ("tenths", "method", "again"),
    [
        (373, Method.FOREHEAD, True),
        (373, Method.ARMPIT, False),
        (390, Method.EAR, False),
        (310, Method.FOREHEAD, True),
        (310, Method.ARMPIT, True),
        (450, Method.EAR, True),
        (345, Method.FOREHEAD, False),
        (365, Method.FOREHEAD, False),
    ],
)
def test_a_high_reading_without_contact_and_any_implausible_one_are_taken_again(tenths, method, again):
    assert Reading(tenths, method).needs_recheck is again


@pytest.mark.parametrize(
    ("first", "second", "confirmed"),
    [
        (Reading(380), None, False),
        (Reading(380, Method.ARMPIT), None, True),
        (Reading(380), Reading(378, Method.ARMPIT), True),
        (Reading(380), Reading(366, Method.ARMPIT), False),
        (Reading(380), Reading(380), False),
        (Reading(310), Reading(373, Method.EAR), True),
        (Reading(450, Method.EAR), None, False),
    ],
)
def test_only_a_contact_thermometer_confirms_a_fever(first, second, confirmed):
    assert is_confirmed_fever(first, second) is confirmed
