"""Correcting a record; searching for one."""

from flask_babel import lazy_gettext as _l

from app.territory.forms import name_field
from app.web.forms import BaseForm, text_field
from app.web.phones import phone_field


class PersonForm(BaseForm):
    """Name and phone number."""

    name = name_field(_l("Name"))
    phone = phone_field(_l("Phone number"), description=_l("Signing in goes by this number."))


class SearchForm(BaseForm):
    """Whom to look for."""

    q = text_field(_l("Name or whole phone number"), most=40)
