"""``python -m tests.renew_golden``: write the golden charts and pages anew.

For after a change that is meant to alter them. The tests compare byte by byte; look at the new ones, and a reviewer
sees in the difference what the change does.
"""

from __future__ import annotations

from scripts.write import sync
from tests import golden_charts, golden_pages


def main() -> None:
    for kind in (golden_charts, golden_pages):
        files = kind.golden()
        print(f"{kind.FOLDER.name}: {sync(kind.FOLDER, files)} of {len(files)} files changed")


if __name__ == "__main__":
    main()
