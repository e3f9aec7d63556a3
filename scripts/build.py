"""From ``data/`` to ``docs/`` to a finished site: the steps behind every command.

Nothing is written before everything was read and checked, and a site is swapped in only when it is whole.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import check, collect, evidence, exports, finish, history, metadata, pages, pictures, release_pages
from .addresses import Addresses
from .collect import Collection
from .history import History
from .problems import Invalid, Problem
from .records import LANGUAGES, Language, Source
from .views import Site
from .wording import Wording
from .write import Content, swap, sync, write

ROOT = Path(__file__).resolve().parent.parent
LOCAL = "http://127.0.0.1:8000/"
CONFIGURATIONS: dict[Language, str] = {"en": "mkdocs.yml", "vi": "mkdocs.vi.yml"}


class BuildFailed(Exception):
    """A step outside the records failed; the message says which, and why."""


@dataclass(frozen=True)
class Folders:
    """Where a project's files are, below its root."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def releases(self) -> Path:
        return self.data / "releases"

    @property
    def verified(self) -> Path:
        return self.data / "verified"

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def prose(self) -> Path:
        return self.docs / "prose"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"


# --- reading and checking ---------------------------------------------------------------------------


def read(folders: Folders, source_text: str | None = None) -> tuple[Collection, History]:
    """Read and check everything. Raises ``Invalid`` with all problems.

    With ``source_text`` (a file or a folder of texts) every quoted phrase is looked up, and the lock of
    verified phrases is renewed once nothing is wrong.
    """
    collection = collect.read(folders.data)
    texts, problems = _source_texts(collection.edition.sources, source_text)
    lock = _lock(folders.verified)
    problems += check.check(collection, texts=texts, lock=lock)
    if any(problem.must.startswith("a formula") for problem in problems):
        raise Invalid(problems)
    try:
        past = History(collection.edition, history.read(folders.releases))
        problems += history.ledger(past, collection.redirects, collection.document("", "redirects"))
        problems += _deposits(collection, past)
    except Invalid as invalid:
        problems += invalid.problems
    if problems:
        raise Invalid(problems)
    if texts:
        _renew_lock(folders.verified, collection, texts)
    sync(folders.data / "schemas", exports.editor_schemas())
    return collection, past


def _deposits(collection: Collection, past: History) -> Iterator[Problem]:
    for date in collection.deposits.keys() - {release.date for release in past.releases}:
        yield collection.document("deposits", date).problem(
            (), must="a deposit is that of a release", found=f"there is no release {date}", mend="Rename the file"
        )


def _source_texts(sources: Mapping[str, Source], source_text: str | None) -> tuple[dict[str, str], list[Problem]]:
    """The texts at hand, each matched to its source by the checksum in the record."""
    if not source_text:
        return {}, []
    place = Path(source_text).expanduser()
    paths = sorted(place.glob("*.txt")) if place.is_dir() else [place]
    texts, problems = {}, []
    for path in paths:
        if not path.is_file():
            problems.append(
                Problem(
                    file=str(path),
                    must="SOURCE_TEXT names the text of an article",
                    found="there is no such file",
                    mend="Correct the path",
                )
            )
            continue
        content = path.read_bytes()
        checksum = hashlib.sha256(content).hexdigest()
        source_id = next((key for key, source in sources.items() if source.copy_read.sha256 == checksum), None)
        if source_id:
            texts[source_id] = content.decode("utf-8")
        elif not place.is_dir():
            problems.append(
                Problem(
                    file=str(path),
                    must="the text is the copy of an article that a source record names by its SHA-256",
                    found=f"no record names this file's, {checksum}",
                    mend="Use the copy that was read; for a new article, write that checksum as `copy_read.sha256`",
                )
            )
    if not texts and not problems:
        problems.append(
            Problem(
                file=source_text,
                must="SOURCE_TEXT names a text, or a folder with texts (*.txt), that a source record names by its SHA-256",
                found="none of its files is one",
                mend="Correct the path",
            )
        )
    return texts, problems


def _lock(folder: Path) -> set[str]:
    return {line for path in folder.glob("*.txt") for line in path.read_text(encoding="utf-8").split()}


def _renew_lock(folder: Path, collection: Collection, texts: Iterable[str]) -> None:
    """Write down which phrases were found, as checksums: the lock holds none of the article's words."""
    for source_id in texts:
        found = {item.fingerprint for item in evidence.quoted(collection) if item.source_id == source_id}
        write(folder / f"{source_id}.txt", "".join(f"{fingerprint}\n" for fingerprint in sorted(found)))


# --- writing docs/ ----------------------------------------------------------------------------------


def _prose(folders: Folders) -> dict[Language, dict[str, str]]:
    """The hand-written pages by language and name. Raises ``Invalid`` where one is missing."""
    problems, prose = [], {}
    for language in LANGUAGES:
        prose[language] = {
            path.stem: path.read_text(encoding="utf-8") for path in sorted((folders.prose / language).glob("*.md"))
        }
        for name in {*pages.PROSE_PAGES, "releases"} - prose[language].keys():
            problems.append(
                Problem(
                    file=f"docs/prose/{language}/{name}.md",
                    must="every hand-written page stands in both languages",
                    found="this one is missing",
                    mend="Write it, or restore it from the repository",
                )
            )
    if problems:
        raise Invalid(problems)
    return prose


def site_of(folders: Folders, collection: Collection, past: History, base: str) -> Site:
    """Everything that the pages are rendered from, for a site at ``base``."""
    return Site(
        history=past,
        wordings={language: Wording(language, collection.labels) for language in LANGUAGES},
        addresses=Addresses(base if base.endswith("/") else base + "/"),
        deposits=collection.deposits,
        redirects=collection.redirects,
        prose=_prose(folders),
    )


def generate(folders: Folders, site: Site, source_text: str | None = None) -> int:
    """Write Markdown, charts and files below ``docs/``. Returns how many changed.

    With the text of an article at hand, raises ``Invalid`` where a page would run along with it for too long.
    """
    files: dict[str, Content] = {**pages.living(site), **release_pages.frozen(site)}
    texts, _ = _source_texts(site.working.sources, source_text)
    if problems := list(evidence.copied(files, texts)):
        raise Invalid(problems)
    for path in sorted(folders.releases.glob("*.json")):
        files[f"en/releases/{path.stem}/records.json"] = path.read_bytes()
    for name, svg in pages.pictures(site).items():
        files[name] = pictures.png(svg, width=0, cache=folders.cache / "pictures")
    files = pages.with_moved_files(files, site.redirects)
    return sum(
        sync(
            folders.docs / language,
            {
                name.removeprefix(f"{language}/"): content
                for name, content in files.items()
                if name.startswith(f"{language}/")
            },
        )
        for language in LANGUAGES
    )


# --- the site ---------------------------------------------------------------------------------------


def environment(site: Site) -> dict[str, str]:
    """What the configurations of the site engine take from outside; the same records give the same bytes."""
    latest = site.history.latest
    day = (latest.date if latest else "1980-01-01").partition(".")[0]
    return {
        "SITE_URL": site.addresses.page(""),
        "SITE_URL_VI": site.addresses.page("", "vi"),
        "SOURCE_DATE_EPOCH": str(_epoch(day)),
        "NO_MKDOCS_2_WARNING": "1",
    }


def _epoch(day: str) -> int:
    return int(datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())


def publish(folders: Folders, site: Site, output: Path, *, policy: bool = True) -> bool:
    """Build the finished site into ``output``. Returns whether anything had to be built.

    The old site stays until the new one is whole. Raises ``BuildFailed``.
    """
    stamp_file = folders.cache / "stamps" / hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    stamp = _stamp(folders, site)
    if output.is_dir() and stamp_file.is_file() and stamp_file.read_text() == stamp:
        return False
    new = output.with_name(f".{output.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.parent.mkdir(parents=True, exist_ok=True)
    for language, configuration in CONFIGURATIONS.items():
        _engine(folders, site, configuration, new if language == "en" else new / language)
    finish.finish(new, base=site.addresses.base, words=site.wordings, title=site.working.site.title, policy=policy)
    swap(new, output)
    write(stamp_file, stamp)
    return True


def _engine(folders: Folders, site: Site, configuration: str, target: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(folders.root / configuration),
        "--site-dir",
        str(target),
    ]
    run = subprocess.run(
        command,
        cwd=folders.root,
        env={**os.environ, **environment(site), "RECORDS_BUILD": "1"},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        lines = [line for line in (run.stdout + run.stderr).splitlines() if not line.startswith("INFO")]
        raise BuildFailed("mkdocs stopped; the last site is untouched:\n" + "\n".join(lines[-30:]))


def _stamp(folders: Folders, site: Site) -> str:
    """A checksum of all that the site is made of."""
    digest = hashlib.sha256(repr(sorted(environment(site).items())).encode())
    for path in _inputs(folders):
        digest.update(path.relative_to(folders.root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(folders: Folders) -> Iterator[Path]:
    trees = [folders.docs / language for language in LANGUAGES] + [folders.root / "scripts"]
    yield from (
        folders.root / name
        for name in (*CONFIGURATIONS.values(), "requirements.txt")
        if (folders.root / name).is_file()
    )
    for tree in trees:
        yield from sorted(path for path in tree.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


# --- releasing --------------------------------------------------------------------------------------


def release(folders: Folders, collection: Collection, past: History, day: str) -> str:
    """Freeze the records under a date, and clear the note for the next release. Returns the date.

    Code hosts read how to cite a repository from ``CITATION.cff`` at its root; it is written anew.

    Raises ``Invalid`` where something must still be explained, ``BuildFailed`` where nothing changed.
    """
    if not past.drafts:
        raise BuildFailed("nothing changed since the last release; there is nothing to release")
    problems = list(history.unexplained(past, collection.next_release))
    if problems:
        raise Invalid(problems)
    try:
        date = history.release_date(past.releases, day)
    except ValueError as error:
        raise BuildFailed(str(error)) from None
    text = history.freeze(collection, date=date, previous=past.latest)
    frozen = {path.name: path.read_text(encoding="utf-8") for path in folders.releases.glob("*.json")} | {
        f"{date}.json": text
    }
    ordered = dict(sorted(frozen.items(), key=lambda item: history.order(item[0].removesuffix(".json"))))
    write(folders.releases / f"{date}.json", text)
    write(folders.releases / history.CHECKSUMS, history.checksums(ordered))
    write(folders.data / "next-release.yml", NEXT_RELEASE)
    citation = metadata.citation_cff(collection.edition, date, collection.edition.site.address)
    write(folders.root / "CITATION.cff", citation)
    return date


NEXT_RELEASE = """\
# What the next release will say. `make release` moves it into the release and clears this file.
# Remove the signs # in front of the lines that you need.
#
# note:
#   en: One sentence on what changed, and why.
#   vi: Một câu về những gì thay đổi và lý do.
# reasons:
#   id-of-a-corrected-observation:
#     en: Why it changed.
#     vi: Vì sao thay đổi.
"""


def refuse_drafts(past: History) -> Iterator[Problem]:
    """Everything that stands in the way of publishing: records edited since the last release."""
    for change in past.drafts:
        file = f"data/figures/{change.new.figure_id}.yml" if change.new else f"data/{change.folder}/{change.id}.yml"
        yield Problem(
            file=file,
            must="only released records are published",
            found=f"`{change.id}` is a draft ({change.kind})",
            mend="Run `make release` first",
        )
