"""What is wrong with a file, a row or a cell, said to the person who has to put it right."""

from flask import has_app_context
from flask_babel import gettext


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is said."""
    return text


SENTENCES = {
    # the file
    "empty": N_("The file is empty."),
    "file_too_big": N_("The file is larger than 16 MB. Please split it, for example by compound."),
    "too_big": N_("The file unpacks to far more than a roster needs and was not opened."),
    "too_slow": N_("Reading the file took too long and was stopped."),
    "too_many_rows": N_("The file has more than 200,000 rows. Please split it, for example by community."),
    "too_wide": N_("A sheet has more than 100 columns. Please delete what lies far to the right."),
    "cell_too_long": N_("Row %(row)s has a cell with more than 10,000 characters."),
    "password": N_("The file is protected with a password. Please save it without one."),
    "web_page": N_("This is a web page with the ending of a spreadsheet. Open it and save it as .xlsx."),
    "not_a_sheet": N_("This is not a spreadsheet. Use .xlsx, .xls, .ods or .csv."),
    "broken": N_("The file is damaged or incomplete. Open it, save it again, and try once more."),
    "no_header": N_("No row with column names such as 楼栋, 房号, 姓名 was found."),
    # a row
    "no_door": N_("No door is given."),
    "door_unclear": N_("The door “%(text)s” cannot be read."),
    "building_missing": N_("The building is missing."),
    "compound_missing": N_("The compound is missing."),
    "door_above": N_("The row above it, which gives the door, cannot be read."),
    "other_compound": N_("The row belongs to another compound: %(text)s."),
    "name_too_long": N_("The name is too long."),
    # a cell: the row goes in without it
    "unit_missing": N_("Other doors of this building have a unit, this one does not."),
    "id_invalid": N_("The identity number is not valid."),
    "id_rounded": N_("The spreadsheet has rounded the identity number; its column must be text."),
    "phone_invalid": N_("The phone number is not valid."),
    "phone_more": N_("There is more than one phone number; the first is used."),
    "headcount_unclear": N_("The number of people cannot be read."),
}


def sentence(code: str, **facts: object) -> str:
    """The sentence for a code, in the reader's language when an app is running.

    `facts` fill the placeholders: `row` a number, `text` what the cell says.
    """
    text = SENTENCES[code]
    return gettext(text, **facts) if has_app_context() else text % facts
