"""Every test is looked through for guests' data and tokens; so that this finds them."""

from uuid import uuid4

import pytest

from tests.integration.personal import EMAIL, GUEST, PHONE, personal_lines
from tests.integration.postgres_servers import House
from tests.integration.sign_in import identity_provider


@pytest.mark.parametrize("server", ["pg18"], indirect=True)
def test_what_is_known_of_a_guest_is_seen_in_a_log(house: House) -> None:
    """Whatever a row, or the text of an error that repeats one, would bring there."""
    house.booking()
    for query in ("select t::text from bookings t", "select t::text from customers t"):
        assert personal_lines(f"defect detail=({house.value(query)})")
    for known in (GUEST, EMAIL, PHONE):
        assert personal_lines(f"request path=/api/{known}") == [f"request path=/api/{known}"]


def test_a_users_token_is_seen_in_a_log() -> None:
    """And what is usual in a log is not taken for one."""
    with identity_provider() as provider:
        token = provider.token(uuid4())
    assert personal_lines(f"authorization: Bearer {token}")
    assert not personal_lines(f"request caller=dev-auth path=/api/ops/bookings/{uuid4()}/tables")
