"""What is wrong with a file, a row or a cell, said to the person who has to put it right."""

from flask_babel import lazy_gettext as _l

SENTENCES = {
    # the file
    "empty": _l("The file is empty."),
    "file_too_big": _l("The file is larger than 16 MB. Please split it, for example by compound."),
    "too_big": _l("The file unpacks to far more than a roster needs and was not opened."),
    "too_slow": _l("Reading the file took too long and was stopped."),
    "too_many_rows": _l("The file has more than 200,000 rows. Please split it, for example by community."),
    "too_wide": _l("A sheet has more than 100 columns. Please delete what lies far to the right."),
    "cell_too_long": _l("Row %(row)s has a cell with more than 10,000 characters."),
    "password": _l("The file is protected with a password. Please save it without one."),
    "web_page": _l("This is a web page with the ending of a spreadsheet. Open it and save it as .xlsx."),
    "not_a_sheet": _l("This is not a spreadsheet. Use .xlsx, .xls, .ods or .csv."),
    "broken": _l("The file is damaged or incomplete. Open it, save it again, and try once more."),
    "stopped": _l("Something broke on our side. What was done stays done; please try again."),
    "no_header": _l("No row with column names such as 楼栋, 房号, 姓名 was found."),
    # a row
    "no_door": _l("No door is given."),
    "door_unclear": _l("The door “%(text)s” cannot be read."),
    "building_missing": _l("The building is missing."),
    "compound_missing": _l("The compound is missing."),
    "door_above": _l("The row above it, which gives the door, cannot be read."),
    "other_compound": _l("The row belongs to another compound: %(text)s."),
    "name_too_long": _l("The name is too long."),
    # a cell: the row goes in without it
    "unit_missing": _l("Other doors of this building have a unit, this one does not."),
    "id_invalid": _l("The identity number is not valid."),
    "id_rounded": _l("The spreadsheet has rounded the identity number; its column must be text."),
    "phone_invalid": _l("The phone number is not valid."),
    "phone_more": _l("There is more than one phone number; the first is used."),
    "headcount_unclear": _l("The number of people cannot be read."),
}


def sentence(code: str, **facts: object) -> str:
    """The sentence for a code, in the reader's language; in English where no app is running.

    `facts` fill the placeholders: `row` a number, `text` what the cell says.
    """
    return str(SENTENCES[code]) % facts
