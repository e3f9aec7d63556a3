"""``python -m tests.audit [SITE]``: the W3C HTML checker over every page, Lighthouse over every kind of page.

Needs Java, Node with npm, and a Chromium. Installs both judges below this folder, at the versions of its lock file.
Without SITE the site of the live records is built first.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.browser.places import browser, kinds
from tests.browser.server import serving

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHECKER = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
AT_ONCE = 3
"""Browsers side by side: most of a visit is waiting."""
LEAST = {"performance": 0.95, "accessibility": 1, "best-practices": 1, "seo": 1}


def main() -> int:
    _install()
    if len(sys.argv) > 1:
        return _audit(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "scripts", "site", "--output", str(site)], cwd=ROOT, check=True)
        return _audit(site)


def _install() -> None:
    for tool in ("java", "node", "npm"):
        if not shutil.which(tool):
            sys.exit(f"`make audit` needs {tool}")
    if not CHECKER.is_file():
        print("Installing the judges …", flush=True)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        subprocess.run(command, cwd=HERE, check=True)


def _audit(site: Path) -> int:
    faults = [*_html_faults(site), *_lighthouse_faults(site)]
    print(*faults, sep="\n")
    print(f"{len(faults)} faults.")
    return bool(faults)


def _html_faults(site: Path) -> Iterator[str]:
    pages = sorted(site.rglob("*.html"))
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", *map(str, pages)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(run.stderr)["messages"]
    print(f"HTML checker: {len(pages)} pages, {len(messages)} errors", flush=True)
    for message in messages:
        page = message.get("url", "").partition(site.as_posix())[2]
        yield f"{page}:{message.get('lastLine', '?')}: {message['message']}"


def _lighthouse_faults(site: Path) -> Iterator[str]:
    paths = [path if place % 2 else f"vi/{path}" for place, path in enumerate(kinds(site).values())]
    with serving(site) as base, ThreadPoolExecutor(AT_ONCE) as pool:
        visits = [f"{device}={base}{path}" for path in paths for device in ("phone", "desktop")]
        results = [
            result for part in pool.map(_lighthouse, (visits[n::AT_ONCE] for n in range(AT_ONCE))) for result in part
        ]
    print(f"Lighthouse: {len(results)} of {len(visits)} visits", flush=True)
    if len(results) != len(visits):
        yield "Lighthouse stopped early"
    for result in results:
        place = f"/{result['address'].removeprefix(base)} ({result['device']})"
        print(f"  {place}:", " · ".join(f"{name} {score:.2f}" for name, score in result["scores"].items()))
        for category, least in LEAST.items():
            if result["scores"][category] < least:
                yield f"{place}: {category} {result['scores'][category]:.2f}, at least {least}"
        yield from (f"{place}: {audit}" for audit in result["failed"])


def _lighthouse(visits: list[str]) -> list[dict[str, Any]]:
    command = ["node", str(HERE / "lighthouse.mjs"), *visits]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "CHROME_PATH": browser()}
    )
    print(run.stderr, end="", flush=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
