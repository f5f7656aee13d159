"""``maitred tokens``: made, used, listed and revoked, and never to be read anywhere."""

import re
from collections.abc import Callable

import pytest

from tests.cli_runs import Maitred, Ran, in_process
from tests.integration.postgres_servers import Database, House
from tests.integration.running_service import running_service
from tests.integration.sign_in import SECRET


@pytest.fixture
def maitred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Database
) -> Maitred:
    """Return the command, run in this process, with the test's database in the environment."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)

    def run_here(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run_here


@pytest.fixture
def create(maitred: Maitred) -> Callable[..., Ran]:
    """Return ``maitred tokens create`` for a restaurant."""

    def run(restaurant: object, name: str, role: str = "manager") -> Ran:
        options = ("--restaurant", restaurant, "--name", name, "--role", role)
        return maitred("tokens", "create", *options)

    return run


def test_from_making_to_revoking(
    maitred: Maitred, create: Callable[..., Ran], database: Database, house: House
) -> None:
    """The token is the one line of stdout, it opens the door, and after revoking it does not."""
    ran = create(house.id, "planner")
    assert ran.code == 0
    assert re.fullmatch(r"maitred_[\w-]{43}\n", ran.out)
    assert "planner" in ran.err
    assert "this once" in ran.err
    headers = {"authorization": f"Bearer {ran.out.strip()}"}
    with running_service(database.dsn, jwt_secret=SECRET, jwt_issuer="tests") as client:
        listed = client.http.get("/api/v1/restaurants", headers=headers)
        assert [found["id"] for found in listed.json()["restaurants"]] == [str(house.id)]
        assert maitred("tokens", "revoke", "planner").code == 0
        assert client.http.get("/api/v1/restaurants", headers=headers).status_code == 401
    stored = house.rows("select t::text as row from maitred.service_tokens t")
    assert len(stored) == 1
    assert ran.out.strip() not in stored[0]["row"]


def test_the_list_shows_everything_but_the_tokens(
    maitred: Maitred, create: Callable[..., Ran], house: House
) -> None:
    """Name, role, restaurant, when made and revoked; a name is free again after revoking."""
    made = [create("all", "reports", "server"), create(house.id, "planner")]
    maitred("tokens", "revoke", "reports")
    made.append(create(house.id, "reports"))
    assert [ran.code for ran in made] == [0, 0, 0]
    listed = maitred("tokens", "list").out
    rows = [line.split() for line in listed.splitlines()[1:]]
    assert [row[:3] for row in rows] == [
        ["reports", "server", "all"],
        ["planner", "manager", str(house.id)],
        ["reports", "manager", str(house.id)],
    ]
    assert [len(row) for row in rows] == [7, 5, 5]
    assert not any(ran.out.strip() in listed for ran in made)


def test_what_is_refused(maitred: Maitred, create: Callable[..., Ran], house: House) -> None:
    """Exit code 2, and what is wrong: the name, the restaurant, the role, a name that is in use."""
    assert create(house.id, "planner").code == 0
    for ran, words in (
        (create(house.id, "planner"), "there is a token of that name"),
        (create(house.id, "a b"), "letters, digits"),
        (create(house.id, ""), "letters, digits"),
        (create("nowhere", "other"), "no active restaurant"),
        (create(house.id, "other", "chef"), "'chef'"),
        (maitred("tokens", "revoke", "nobody"), "no valid token has that name"),
        (maitred("tokens", "create", "--name", "other"), "--restaurant"),
    ):
        assert ran.code == 2, ran
        assert words in ran.flat
        assert ran.out == ""
