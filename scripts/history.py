"""Releases: what was frozen, what changed between two of them, and where each value stands.

Past releases are the ledger. Whatever they published must still resolve, and no frozen file may change.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from . import records, rows
from .collect import Collection, edition_of
from .derive import PLACEHOLDER, Edition, Placed, operands
from .load import Document, texts_in
from .problems import Invalid, Problem
from .records import Text

CHECKSUMS = "SHA256SUMS"
ChangeKind = Literal["addition", "correction", "revision", "withdrawal"]
#: The kinds of record that are compared, besides observations, which are compared one by one.
WHOLE = ("sources", "figures", "statements", "terms", "names", "events")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One record that differs between two editions."""

    folder: str
    id: str
    kind: ChangeKind
    old: Placed | None = None
    new: Placed | None = None
    why: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Release:
    """A frozen edition, and what it changed."""

    edition: Edition
    note: Text
    sha256: str
    changes: tuple[Change, ...]

    @property
    def date(self) -> str:
        assert self.edition.date is not None
        return self.edition.date


@dataclass(frozen=True, kw_only=True)
class State:
    """Where an observation or statement stands, seen from one edition."""

    draft: bool
    """Differs from the latest release, or is not in it."""
    release: str | None
    """The latest release that holds it as it is; ``None`` for a draft."""
    changes: tuple[tuple[str, Change], ...]
    """Its corrections, revisions and withdrawal, each with the release that made it."""


@dataclass(frozen=True)
class History:
    """All releases, oldest first, beside the working edition."""

    working: Edition
    releases: tuple[Release, ...]

    @property
    def latest(self) -> Release | None:
        return self.releases[-1] if self.releases else None

    @cached_property
    def drafts(self) -> tuple[Change, ...]:
        """What the working records change since the latest release."""
        return tuple(differences(self.latest.edition if self.latest else None, self.working))

    @cached_property
    def _draft_ids(self) -> frozenset[tuple[str, str]]:
        return frozenset((change.folder, change.id) for change in self.drafts)

    @cached_property
    def _changes(self) -> dict[tuple[str, str], tuple[tuple[str, Change], ...]]:
        changes: dict[tuple[str, str], tuple[tuple[str, Change], ...]] = {}
        for release in self.releases:
            for change in release.changes:
                key = change.folder, change.id
                changes[key] = (*changes.get(key, ()), (release.date, change))
        return changes

    def state(self, folder: str, record_id: str) -> State:
        """Where a record of the working edition stands; values inside its text count as parts of it."""
        keys = _parts(self.working, folder, record_id)
        draft = self.latest is None or not self._draft_ids.isdisjoint(keys)
        since = [item for item in self._changed(keys) if item[1].kind != "addition"]
        return State(
            draft=draft, release=None if draft or self.latest is None else self.latest.date, changes=tuple(since)
        )

    def after(self, edition: Edition, folder: str, record_id: str) -> tuple[tuple[str, Change], ...]:
        """What later releases changed in a record of a frozen edition, oldest first."""
        changes = self._changed(_parts(edition, folder, record_id))
        return tuple(item for item in changes if order(item[0]) > order(edition.date))

    def _changed(self, keys: Iterable[tuple[str, str]]) -> list[tuple[str, Change]]:
        return sorted((item for key in keys for item in self._changes.get(key, ())), key=lambda item: order(item[0]))

    def last_changed(self, figure_id: str, edition: Edition) -> str | None:
        """The release in which a figure of an edition last changed; ``None`` where it is a draft."""
        if edition.date is None and self.figure_is_draft(figure_id):
            return None
        until = order(edition.date) if edition.date else (99999999, 0)
        ids = {("figures", figure_id)} | {("observations", placed.id) for placed in edition.of_figure(figure_id)}
        dates = [date for key in ids for date, _ in self._changes.get(key, ()) if order(date) <= until]
        return max(dates, key=order, default=None)

    def figure_is_draft(self, figure_id: str) -> bool:
        ids = {("figures", figure_id)} | {("observations", placed.id) for placed in self.working.of_figure(figure_id)}
        return self.latest is None or bool(ids & self._draft_ids)


def _parts(edition: Edition, folder: str, record_id: str) -> list[tuple[str, str]]:
    """A record, and the observations whose values stand in its text."""
    if folder == "observations":
        return [(folder, record_id)]
    texts = texts_in(getattr(edition, folder)[record_id].model_dump(), ())
    values = dict.fromkeys(value for _, text in texts for value in PLACEHOLDER.findall(text))
    return [(folder, record_id), *(("observations", value) for value in values)]


def order(date: str | None) -> tuple[int, int]:
    """Sorts releases: by day, then by their number on that day."""
    day, _, number = (date or "").partition(".")
    return int(day.replace("-", "") or 0), int(number or 1)


# --- comparing --------------------------------------------------------------------------------------


def differences(old: Edition | None, new: Edition, reasons: Mapping[str, Text] | None = None) -> Iterator[Change]:
    """What ``new`` changes: observations first, in record order, then the other records."""
    reasons = reasons or {}
    before = old.observations if old else {}
    for observation_id, placed in new.observations.items():
        earlier = before.get(observation_id)
        kind = _observation_change(old, earlier, new, placed)
        if kind:
            why = _reason(placed, reasons)
            yield Change(folder="observations", id=observation_id, kind=kind, old=earlier, new=placed, why=why)
    for observation_id, earlier in before.items():
        if observation_id not in new.observations:
            yield Change(
                folder="observations",
                id=observation_id,
                kind="withdrawal",
                old=earlier,
                why=reasons.get(observation_id),
            )
    for folder in WHOLE:
        yield from _record_changes(folder, old, new, reasons)


def _reason(placed: Placed, reasons: Mapping[str, Text]) -> Text | None:
    """Why an observation changed: its own reason, or that of a value it is computed from, or its figure's."""
    formula = placed.record.formula if isinstance(placed.record, records.Derived) else ""
    causes = (placed.id, *operands(formula), placed.figure_id)
    return placed.record.withdrawn or next((reasons[cause] for cause in causes if cause in reasons), None)


def _observation_change(old: Edition | None, earlier: Placed | None, new: Edition, placed: Placed) -> ChangeKind | None:
    if old is None or earlier is None:
        return "addition"
    if placed.record.withdrawn and not earlier.record.withdrawn:
        return "withdrawal"
    old_row, new_row = rows.observation(old, earlier), rows.observation(new, placed)
    told = ("value", "status", "direction", "period")
    if any(old_row[column] != new_row[column] for column in told) or _words(earlier) != _words(placed):
        return "correction"
    return "revision" if old_row != new_row or earlier.record != placed.record else None


def _words(placed: Placed) -> Text | None:
    return placed.record.words if isinstance(placed.record, records.Unquantified) else None


def _record_changes(folder: str, old: Edition | None, new: Edition, reasons: Mapping[str, Text]) -> Iterator[Change]:
    before: Mapping[str, Any] = getattr(old, folder) if old else {}
    after: Mapping[str, Any] = getattr(new, folder)
    for record_id, record in after.items():
        earlier = before.get(record_id)
        if old is None or earlier is None:
            yield Change(folder=folder, id=record_id, kind="addition", why=reasons.get(record_id))
        elif getattr(record, "withdrawn", None) and not earlier.withdrawn:
            yield Change(folder=folder, id=record_id, kind="withdrawal", why=reasons.get(record_id) or record.withdrawn)
        elif _without_observations(earlier) != _without_observations(record):
            yield Change(folder=folder, id=record_id, kind="revision", why=reasons.get(record_id))
    for record_id in before:
        if record_id not in after:
            yield Change(folder=folder, id=record_id, kind="withdrawal", why=reasons.get(record_id))


def _without_observations(record: Any) -> Any:
    """A figure without its observations, which are compared one by one."""
    if not isinstance(record, records.Figure):
        return record
    return record.model_dump(exclude={"series": {"__all__": {"observations"}}})


# --- frozen files -----------------------------------------------------------------------------------


def freeze(collection: Collection, *, date: str, previous: Release | None) -> str:
    """The text of a release file: every record, canonical, the same bytes for the same records."""
    edition = collection.edition
    assert collection.next_release.note is not None
    release = records.Release(
        release=date,
        previous=records.PreviousRelease(release=previous.date, sha256=previous.sha256) if previous else None,
        note=collection.next_release.note,
        reasons=collection.next_release.reasons,
        records=records.FrozenRecords(
            site=edition.site,
            **{folder: dict(sorted(getattr(edition, folder).items())) for folder in records.FOLDERS},
        ),
    )
    content = release.model_dump(mode="json", exclude_defaults=False, exclude_none=True)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def thaw(text: str, previous: Release | None) -> Release:
    """Read a release file back. Raises ``pydantic.ValidationError`` where it is no longer one."""
    content = _tuples(json.loads(text, parse_float=Decimal))
    content.setdefault("previous", None)
    frozen = records.Release.model_validate(content)
    folders = {folder: getattr(frozen.records, folder) for folder in records.FOLDERS}
    edition = edition_of(date=frozen.release, site=frozen.records.site, folders=folders)
    changes = tuple(differences(previous.edition if previous else None, edition, frozen.reasons))
    return Release(edition=edition, note=frozen.note, sha256=hashlib.sha256(text.encode()).hexdigest(), changes=changes)


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return value


def read(folder: Path) -> tuple[Release, ...]:
    """All releases, oldest first. Raises ``Invalid`` where a frozen file was edited or is missing."""
    problems: list[Problem] = []
    releases: list[Release] = []
    sums = _checksums(folder)
    names = sorted(
        {path.name for path in folder.glob("*.json")} | set(sums), key=lambda name: order(name.removesuffix(".json"))
    )
    for name in names:
        path = folder / name
        place = f"{folder.parent.name}/{folder.name}/{name}"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        previous = releases[-1] if releases else None
        if sums.get(name) != hashlib.sha256(text.encode()).hexdigest():
            problems.append(
                Problem(
                    file=place,
                    must=f"a frozen release never changes: its checksum is the one in {CHECKSUMS}",
                    found="it is not" if text else "the file is missing",
                    mend="Restore the file from the repository, and publish a correction as a new release",
                )
            )
            continue
        try:
            release = thaw(text, previous)
        except ValidationError as error:
            problems.append(
                Problem(
                    file=place,
                    must="a frozen release can still be read",
                    found=str(error).splitlines()[0],
                    mend="Teach the records to read it again",
                )
            )
            continue
        if _previous_checksum(text) != (previous.sha256 if previous else None):
            problems.append(
                Problem(
                    file=place,
                    must="a release carries the checksum of the one before",
                    found="it does not match",
                    mend="Restore both files from the repository",
                )
            )
        releases.append(release)
    if problems:
        raise Invalid(problems)
    return tuple(releases)


def _previous_checksum(text: str) -> str | None:
    previous = json.loads(text).get("previous")
    return previous["sha256"] if previous else None


def _checksums(folder: Path) -> dict[str, str]:
    path = folder / CHECKSUMS
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines) if name}


def checksums(files: Mapping[str, str]) -> str:
    """The text of the checksum file, in the form that ``sha256sum -c`` reads."""
    return "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items())


# --- the promise ------------------------------------------------------------------------------------


def ledger(history: History, redirects: records.Redirects, document: Document) -> Iterator[Problem]:
    """Every address that a release published and that no longer resolves; redirects that lead nowhere or are not needed.

    ``document`` is the file of the redirects, for the places of problems.
    """
    living = frozenset(published(history.working))
    moved = {redirect.old: redirect.new for redirect in redirects.redirects}
    for index, redirect in enumerate(redirects.redirects):
        if redirect.old in living:
            yield document.problem(
                ("redirects", index, "old"),
                must="a redirect leads away from an address that is no longer used",
                found=f"`{redirect.old}` still is",
                mend="Rename the record first, or remove the redirect",
            )
        if not _resolves(redirect.new, moved, living):
            yield document.problem(
                ("redirects", index, "new"),
                must="a redirect leads to an address that exists, such as `figures/new-name/` or `glossary/#new-name`",
                found=f"`{redirect.new}` does not",
                mend="Correct `new`",
            )
    seen: set[str] = set()
    for release in history.releases:
        for address in published(release.edition):
            if address in seen:
                continue
            seen.add(address)
            if _resolves(address, moved, living):
                continue
            withdrawable = "#" in address and address.startswith(("figures/", "statements/"))
            yield Problem(
                file=_record_file(address),
                must=f"what release {release.date} published still resolves",
                found=f"`{address}` is gone",
                mend=("Restore it and give it `withdrawn:` with the reason, or " if withdrawable else "Restore it, or ")
                + "say in data/redirects.yml where it moved",
            )


def _resolves(address: str, moved: Mapping[str, str], living: frozenset[str]) -> bool:
    """Whether an address leads to something today: by itself, or by redirects.

    The redirect of a page takes its anchors along, where the new page has them too.
    """
    for _ in range(len(moved) + 1):
        if address in living:
            return True
        page, mark, anchor = address.partition("#")
        address = moved.get(address) or (moved.get(page, "") + mark + anchor)
    return False


def published(edition: Edition) -> Iterator[str]:
    """Every permanent address of an edition, from the root of a language."""
    for figure_id in edition.figures:
        yield f"figures/{figure_id}/"
    for placed in edition.observations.values():
        yield f"figures/{placed.figure_id}/#{placed.id}"
    yield from (f"statements/#{item}" for item in edition.statements)
    yield from (f"glossary/#{item}" for item in edition.terms)
    yield from (f"names/#{item}" for item in edition.names)
    yield from (f"timeline/#{item}" for item in edition.events)
    yield from (f"sources/{item}/" for item in edition.sources)


def _record_file(address: str) -> str:
    page, _, anchor = address.partition("/#")
    if anchor and not page.startswith("figures/"):
        folder = {"glossary": "terms", "timeline": "events"}.get(page, page)
        return f"data/{folder}/{anchor}.yml"
    return f"data/{page.rstrip('/')}.yml"


def unexplained(history: History, next_release: records.NextRelease) -> Iterator[Problem]:
    """What the next release must still explain: its note, and each correction and withdrawal."""
    if next_release.note is None:
        yield Problem(
            file="data/next-release.yml",
            must="a release carries a note of what changed and why",
            found="there is none",
            mend="Write `note:` with `en:` and `vi:`",
        )
    reasons = next_release.reasons
    for change in differences(history.latest.edition if history.latest else None, history.working, reasons):
        if change.folder == "observations" and change.kind in ("correction", "withdrawal") and not change.why:
            yield Problem(
                file="data/next-release.yml",
                must=f"the {change.kind} of `{change.id}` is explained",
                found="there is no reason",
                mend=f"Add `{change.id}:` with `en:` and `vi:` below `reasons:`",
            )
    for record_id in reasons:
        if not any(record_id in (change.id, change.new.figure_id if change.new else "") for change in history.drafts):
            yield Problem(
                file="data/next-release.yml",
                must="a reason belongs to a record that changed",
                found=f"`{record_id}` did not",
                mend="Remove the reason",
            )


def release_date(history: Sequence[Release], day: str) -> str:
    """The date of a new release: the day, with ``.2``, ``.3`` for another on the same day.

    Raises ``ValueError`` where the day is before the latest release.
    """
    if not re.match(records.DATE_PATTERN, day):
        raise ValueError(f"a release's date reads year-month-day, found {day}")
    if history and order(day)[0] < order(history[-1].date)[0]:
        raise ValueError(f"a release is not dated before the last one, {history[-1].date}")
    same = sum(release.date.partition(".")[0] == day for release in history)
    return f"{day}.{same + 1}" if same else day
