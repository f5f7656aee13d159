"""Every command in the documentation exists, and is run, or its block says why it is not."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.commands import check_command, help_texts
from tests.docs.blocks import MARKER, PAGES, ROOT, blocks_of, inline_commands
from tests.docs.reader import Reader
from tests.docs.world import files_of_a_reader, known_restaurants
from tests.integration.postgres_servers import Server

pytestmark = pytest.mark.xdist_group("documentation")

BLOCKS = {page: [block for block in blocks_of(page) if block.language != "sql"] for page in PAGES}
RUN_ELSEWHERE = {"docs/how-to/run.md", "docs/how-to/backup.md", "docs/how-to/upgrade.md"}
"""Pages that make and drop roles and schemas: tests of their own run them from top to bottom."""
RUNNABLE = {"maitred", "make", ""}


def page_name(page: Path) -> str:
    """Name a page in a test's id."""
    return str(page.relative_to(ROOT))


every_page = pytest.mark.parametrize("page", PAGES, ids=page_name)


@every_page
def test_every_command_exists(page: Path) -> None:
    """Subcommand and options, in blocks that are run or not, and in sentences."""
    for block in BLOCKS[page]:
        for command in block.commands:
            if command.program == "maitred":
                check_command(command.words)
    for text in inline_commands(page.read_text()):
        check_text(text)


def test_every_example_of_a_help_text_exists() -> None:
    """Those that `maitred COMMAND --help` shows."""
    examples = [text for help_text in help_texts() for text in inline_commands(help_text)]
    assert len(examples) > 30
    for text in examples:
        check_text(text)


def check_text(text: str) -> None:
    """Look at a command line in a sentence, as far as it is written out."""
    words = text.split()
    while words[0] != "maitred":
        del words[0]
    check_command(words[: words.index("...")] if "..." in words else words)


@every_page
def test_every_block_is_run_or_says_why_not(page: Path) -> None:
    """Nothing but `maitred` and targets of make, or a mark with a reason; and no mark elsewhere."""
    for block in BLOCKS[page]:
        if block.why_not_run is None and page_name(page) not in RUN_ELSEWHERE:
            others = {command.program for command in block.commands} - RUNNABLE
            assert not others, f"{block.place}: write `{MARKER}why -->` above it, or leave {others}"
    marks = sum(block.why_not_run is not None for block in blocks_of(page))
    there = re.findall(rf"^ *{MARKER}", page.read_text(), re.MULTILINE)
    assert len(there) == marks, f"{page_name(page)}: a mark without a block below it"


@pytest.fixture(scope="module")
def dsn(pg18: Server) -> Iterator[str]:
    """A booking database with the restaurants that the pages speak of."""
    with pg18.database() as database:
        with database.connect(autocommit=True) as connection:
            known_restaurants(connection)
        yield database.dsn


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the pages speak of."""
    folder = tmp_path_factory.mktemp("reader")
    files_of_a_reader(folder)
    return folder


RUN_HERE = [
    page
    for page in PAGES
    if page_name(page) not in RUN_ELSEWHERE and any(not b.why_not_run for b in BLOCKS[page])
]


@pytest.mark.parametrize("page", RUN_HERE, ids=page_name)
def test_the_commands_of_a_page_work(page: Path, dsn: str, files: Path, tmp_path: Path) -> None:
    """From top to bottom, as a reader types them, in a folder with the files that are spoken of."""
    shutil.copytree(files, tmp_path, symlinks=True, dirs_exist_ok=True)
    tmp_path.chmod(0o755)
    reader = Reader(tmp_path, dsn)
    for block in BLOCKS[page]:
        if block.why_not_run is None:
            reader.follow(block)
