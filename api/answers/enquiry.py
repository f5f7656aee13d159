"""The shape of a quote for a party that has no booking."""

import datetime as dt

from api.answers.quote import QUOTE, QuoteAnswer
from api.answers.shape import END, START, example


class EnquiryQuote(QuoteAnswer):
    """What a party without a booking could have, and how it would stay."""

    model_config = example(
        {
            **QUOTE,
            **{"partySize": 3, "startAt": START, "endAt": END, "minutes": 75, "cutShort": False},
        }
    )

    partySize: int
    startAt: dt.datetime
    """When its guests would come."""
    endAt: dt.datetime
    """When the tables would be free again, buffer included."""
    minutes: int
    """How long the guests would dine: as asked, or by the house's turn times."""
    cutShort: bool
    """The service closes before such a stay would end."""
