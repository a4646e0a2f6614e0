"""A rule's "no" to an intention, with a reason the person at the phone can read."""


class Refusal(Exception):
    """Raised by actions when a rule refuses an intention; what already happened is never refused.

    `code` is stable and for programs; `reason` is a (lazy) translated sentence that says what is
    wrong and what to do now.
    """

    def __init__(self, code: str, reason: object) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
