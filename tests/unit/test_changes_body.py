"""Changes of several bookings: what is refused before anything is looked up."""

from uuid import uuid4

from fastapi.testclient import TestClient

from api.app import create_app
from settings import load_settings


def test_a_booking_that_is_named_twice_is_told_by_its_id() -> None:
    """With the field, the value and what to send instead."""
    app = create_app(load_settings(database_url="postgresql://nowhere", dev_auth=True))
    client = TestClient(app, base_url="http://127.0.0.1")
    booking = str(uuid4())
    twice = [{"bookingId": booking, "tableIds": []}, {"bookingId": booking, "tableIds": []}]
    path = f"/api/v1/restaurants/{uuid4()}/days/2030-06-01/changes"
    answer = client.post(path, json={"changes": twice})
    assert 400 <= answer.status_code < 500
    message = answer.json()["message"]
    assert "changes.bookingId" in message
    assert booking in message
    assert "send each booking once" in message
