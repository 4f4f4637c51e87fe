from collections.abc import Iterator

import pytest

from tests.contract.shells import Shell, TaskShell, ThreadShell


@pytest.fixture(params=[ThreadShell, TaskShell], ids=lambda shell: shell.name)
def shell(request: pytest.FixtureRequest) -> Iterator[Shell]:
    """Both shells in turn; whatever a test leaves running fails it."""
    made: Shell = request.param()
    yield made
    made.close()
