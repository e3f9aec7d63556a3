"""The commands. ``python -m scripts help`` lists them."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from . import build, check, finish, records
from .build import BuildFailed, Folders
from .collect import Collection
from .history import History
from .problems import Invalid
from .views import Site


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 something must be mended."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except Invalid as invalid:
        print(*invalid.problems, sep="\n", file=sys.stderr)
        print(f"\n{_counted(len(invalid.problems), 'problem')} to mend. Nothing was changed.", file=sys.stderr)
        return 1
    except BuildFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, function, words in (
        ("check", _check, "check the records, and nothing else"),
        ("generate", _generate, "check, then write the pages below docs/"),
        ("site", _site, "build a preview of the site, drafts and all"),
        ("serve", _serve, "serve a preview that follows every edit"),
        ("release", _release, "freeze the records under a date"),
        ("publish", _publish, "build the folder to upload; refuses drafts"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(command=function)
        if name in ("site", "publish"):
            command.add_argument("--output", type=Path, help="the folder to build into")
        if name == "release":
            command.add_argument(
                "--date", default=datetime.date.today().isoformat(), help="its date, YYYY-MM-DD; today where left out"
            )
    commands.add_parser("help", help="list the commands").set_defaults(command=lambda options: parser.print_help())
    return parser


def _check(options: argparse.Namespace) -> None:
    collection, past = _read()
    edition = collection.edition
    _say(f"{len(edition.figures)} figures, {len(edition.observations)} observations, {len(edition.statements)} statements, "
         f"{len(edition.terms)} terms: all good. {_counted(len(past.drafts), 'draft')} since the last release.")  # fmt: skip


def _generate(options: argparse.Namespace) -> None:
    _pages(build.LOCAL)


def _pages(base: str) -> Site:
    folders = Folders(build.ROOT)
    collection, past = _read()
    site = build.site_of(folders, collection, past, base)
    _say("Writing the pages …")
    changed = build.generate(folders, site, os.environ.get("SOURCE_TEXT"))
    _say(f"{_counted(changed, 'file')} changed.")
    return site


def _site(options: argparse.Namespace) -> None:
    output = options.output or build.ROOT / "site"
    site = _pages(build.LOCAL)
    _build(site, output)
    _say(
        f"The preview is in {_short(output)}/. Open {_short(output)}/index.html in a browser, or run `make serve` and visit {build.LOCAL}"
    )


def _build(site: Site, output: Path) -> None:
    _say("Building the site …")
    if not build.publish(Folders(build.ROOT), site, output):
        _say("Nothing changed since the last build.")


def _serve(options: argparse.Namespace) -> None:
    address = urlsplit(build.LOCAL)
    with socket.socket() as probe:
        if probe.connect_ex((address.hostname, address.port)) == 0:
            raise BuildFailed(f"something else is being served at {build.LOCAL}: stop it first (Ctrl+C in its window)")
    site = _pages(build.LOCAL)
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(build.ROOT / build.CONFIGURATIONS["en"])]
    with contextlib.suppress(KeyboardInterrupt):
        subprocess.run(command, cwd=build.ROOT, env={**os.environ, **build.environment(site)}, check=False)


def _release(options: argparse.Namespace) -> None:
    collection, past = _read()
    date = build.release(Folders(build.ROOT), collection, past, options.date)
    _say(f"Release {date} is frozen in data/releases/{date}.json. Never edit that file.")
    _say("Now run `make site` and look; then commit everything in data/, and CITATION.cff.")


def _publish(options: argparse.Namespace) -> None:
    output = options.output or build.ROOT / "public"
    folders = Folders(build.ROOT)
    collection, past = _read()
    base = os.environ.get("SITE_URL") or collection.edition.site.address
    if not base:
        raise BuildFailed(
            "SITE_URL is not set. Run it as: SITE_URL=https://example.org/ make publish (or fill `address` in data/site.yml)"
        )
    if not re.match(records.URL_PATTERN, base):
        raise BuildFailed(f"SITE_URL is an address like https://example.org/, found {base}")
    problems = list(build.refuse_drafts(past))
    if problems:
        raise Invalid(problems)
    for field in ("publisher", "contact", "repository"):
        if getattr(collection.edition.site, field) is None:
            _say(f"Note: `{field}` in data/site.yml is not decided yet; the site says so.")
    site = build.site_of(folders, collection, past, base)
    build.generate(folders, site, os.environ.get("SOURCE_TEXT"))
    _build(site, output)
    _say(
        f"Upload {_short(output)}/ to {site.addresses.base}. A copy that works from disk is {_short(output / finish.OFFLINE)}."
    )


def _read() -> tuple[Collection, History]:
    _say("Checking the records …")
    collection, past = build.read(Folders(build.ROOT), os.environ.get("SOURCE_TEXT"))
    if texts := os.environ.get("SOURCE_TEXT"):
        _say(f"Every quoted phrase stands in the text at {texts}.")
    for doubt in check.doubts(collection):
        _say(f"Look again, please: {doubt}")
    return collection, past


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def _short(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
