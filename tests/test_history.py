"""Releases: freezing, the differences between two, and the promise that addresses keep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import build, collect, history
from scripts.build import BuildFailed, Folders
from scripts.history import History
from scripts.problems import Invalid
from tests import projects

FIRST, SECOND = "2030-01-01", "2030-02-01"


def project(root: Path) -> Folders:
    projects.copy_records(root)
    return Folders(root)


def read(folders: Folders) -> tuple[collect.Collection, History]:
    return build.read(folders, str(projects.SOURCE_TEXT))


def freeze(folders: Folders, day: str) -> str:
    return build.release(folders, *read(folders), day)


def stalls(folders: Folders) -> Path:
    return folders.data / "figures/stalls.yml"


def correct(folders: Folders) -> None:
    """Correct a part and with it a total; what is derived follows."""
    path = stalls(folders)
    projects.edit(path, "value: 4", "value: 6")
    projects.edit(path, "value: 9", "value: 11")


def explain(folders: Folders, *ids: str) -> None:
    reasons = "".join(f"  {key}: {{en: Misread., vi: Đọc nhầm.}}\n" for key in ids)
    note = "note: {en: One correction., vi: Một đính chính.}\n"
    (folders.data / "next-release.yml").write_text(note + (f"reasons:\n{reasons}" if ids else ""), encoding="utf-8")


def changes(past: History, index: int = -1) -> list[tuple[str, str, str]]:
    return [(change.folder, change.id, change.kind) for change in past.releases[index].changes]


def test_a_release_freezes_everything(tmp_path: Path) -> None:
    folders = project(tmp_path)
    assert freeze(folders, FIRST) == FIRST
    collection, past = read(folders)
    assert past.drafts == ()
    assert past.releases[0].edition.figures == collection.edition.figures
    assert past.releases[0].edition.observations.keys() == collection.edition.observations.keys()
    assert past.state("observations", "stalls-2001") == history.State(draft=False, release=FIRST, changes=())
    assert collection.next_release.note is None


def test_the_same_records_freeze_to_the_same_bytes(tmp_path: Path) -> None:
    one, two = project(tmp_path / "one"), project(tmp_path / "two")
    freeze(one, FIRST)
    freeze(two, FIRST)
    assert (one.releases / f"{FIRST}.json").read_bytes() == (two.releases / f"{FIRST}.json").read_bytes()


def test_without_a_change_there_is_nothing_to_release(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    explain(folders)
    with pytest.raises(BuildFailed, match="nothing changed"):
        freeze(folders, SECOND)


def test_an_edit_is_a_draft_and_touches_nothing_else(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    correct(folders)
    _, past = read(folders)
    assert [(change.id, change.kind) for change in past.drafts] == [
        ("stalls-at-report", "correction"), ("vegetable-at-report", "correction"), ("stalls-fewer", "correction"),
    ]  # fmt: skip
    assert past.state("observations", "stalls-at-report").release is None
    assert past.state("observations", "stalls-2001").release == FIRST
    assert past.figure_is_draft("stalls")
    assert not past.figure_is_draft("order-in-the-market")
    assert [problem.found for problem in build.refuse_drafts(past)] == [
        "`stalls-at-report` is a draft (correction)", "`vegetable-at-report` is a draft (correction)", "`stalls-fewer` is a draft (correction)",
    ]  # fmt: skip


def test_a_correction_must_be_explained(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    correct(folders)
    with pytest.raises(Invalid) as caught:
        freeze(folders, SECOND)
    assert [problem.must for problem in caught.value.problems] == [
        "a release carries a note of what changed and why",
        "the correction of `stalls-at-report` is explained",
        "the correction of `stalls-fewer` is explained",
        "the correction of `vegetable-at-report` is explained",
    ]
    explain(folders, "stalls-at-report", "vegetable-at-report", "fish-2001")  # the third follows from the first
    with pytest.raises(Invalid) as caught:
        freeze(folders, SECOND)
    assert [problem.found for problem in caught.value.problems] == ["`fish-2001` did not"]


def test_a_second_release_lists_what_it_changed(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    correct(folders)
    explain(folders, "stalls")
    freeze(folders, SECOND)
    _, past = read(folders)
    assert changes(past) == [
        ("observations", "stalls-at-report", "correction"),
        ("observations", "vegetable-at-report", "correction"),
        ("observations", "stalls-fewer", "correction"),
    ]
    ((date, change),) = past.state("observations", "stalls-at-report").changes
    assert (date, change.old and change.old.value, change.new and change.new.value) == (SECOND, 9, 11)
    assert change.why
    assert change.why.en == "Misread."
    assert past.after(past.releases[0].edition, "observations", "stalls-at-report")[0][0] == SECOND
    assert past.after(past.releases[1].edition, "observations", "stalls-at-report") == ()
    assert past.last_changed("stalls", past.working) == SECOND
    assert past.last_changed("stalls", past.releases[0].edition) == FIRST
    assert past.last_changed("order-in-the-market", past.working) == FIRST


def test_a_withdrawn_value_keeps_its_anchor(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    projects.edit(
        folders.data / "figures/order-in-the-market.yml",
        "      - id: painted\n",
        "      - id: painted\n        withdrawn: {en: Not said., vi: Không nói.}\n",
    )
    explain(folders)
    freeze(folders, SECOND)
    _, past = read(folders)
    assert changes(past) == [("observations", "painted", "withdrawal")]
    assert past.releases[-1].changes[0].why.en == "Not said."  # type: ignore[union-attr]


def test_new_wording_alone_is_a_revision(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    projects.edit(stalls(folders), "label: {en: Fish stalls", "label: {en: Stalls with fish")
    explain(folders)
    freeze(folders, SECOND)
    _, past = read(folders)
    assert changes(past) == [
        ("observations", "fish-2001", "revision"), ("observations", "fish-at-report", "revision"), ("figures", "stalls", "revision"),
    ]  # fmt: skip


def test_two_releases_on_a_day_are_numbered(tmp_path: Path) -> None:
    folders = project(tmp_path)
    assert freeze(folders, FIRST) == FIRST
    for expected, title in ((f"{FIRST}.2", "Two"), (f"{FIRST}.3", "Three")):
        site = folders.data / "terms/stall.yml"
        site.write_text(
            f"term: {{en: stall, vi: quầy}}\ndefinition: {{en: {title}, vi: Hai}}\ndefinition_from: editors\n",
            encoding="utf-8",
        )
        explain(folders)
        assert freeze(folders, FIRST) == expected
    _, past = read(folders)
    assert [release.date for release in past.releases] == [FIRST, f"{FIRST}.2", f"{FIRST}.3"]
    with pytest.raises(BuildFailed, match="nothing changed"):
        freeze(folders, SECOND)


def test_a_release_is_not_dated_back(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, SECOND)
    correct(folders)
    explain(folders, "stalls")
    with pytest.raises(BuildFailed, match="not dated before the last one, 2030-02-01"):
        freeze(folders, FIRST)


def mended(folders: Folders) -> list[str]:
    with pytest.raises(Invalid) as caught:
        read(folders)
    return [f"{problem.file}: {problem.found}" for problem in caught.value.problems]


def test_a_frozen_file_cannot_be_edited(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    path = folders.releases / f"{FIRST}.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"value": 12', '"value": 13'), encoding="utf-8")
    assert mended(folders) == [f"data/releases/{FIRST}.json: it is not"]


def test_a_frozen_file_cannot_be_removed(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    (folders.releases / f"{FIRST}.json").unlink()
    assert mended(folders) == [f"data/releases/{FIRST}.json: the file is missing"]


def test_an_edit_with_a_new_checksum_breaks_the_chain(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    correct(folders)
    explain(folders, "stalls")
    freeze(folders, SECOND)
    path = folders.releases / f"{FIRST}.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"value": 12', '"value": 13'), encoding="utf-8")
    files = {file.name: file.read_text(encoding="utf-8") for file in sorted(folders.releases.glob("*.json"))}
    (folders.releases / history.CHECKSUMS).write_text(history.checksums(files), encoding="utf-8")
    assert f"data/releases/{SECOND}.json: it does not match" in mended(folders)


GONE = [
    (
        "figures/order-in-the-market.yml",
        "      - id: painted\n",
        "      - id: repainted\n",
        "figures/order-in-the-market/#painted",
        "data/figures/order-in-the-market.yml",
    ),
    ("statements/pave-the-yard.yml", "", None, "statements/#pave-the-yard", "data/statements/pave-the-yard.yml"),
    ("terms/stall.yml", "", None, "glossary/#stall", "data/terms/stall.yml"),
    (
        "figures/order-in-the-market.yml",
        "",
        None,
        "figures/order-in-the-market/",
        "data/figures/order-in-the-market.yml",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "address", "place"), GONE, ids=[item[3] for item in GONE])
def test_a_published_address_may_not_go(
    file: str, old: str, new: str | None, address: str, place: str, tmp_path: Path
) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    if new is None:
        (folders.data / file).unlink()
    else:
        projects.edit(folders.data / file, old, new)
    lost = [
        problem
        for problem in mended_problems(folders)
        if problem.must == f"what release {FIRST} published still resolves"
    ]
    assert (place, f"`{address}` is gone") in [(problem.file, problem.found) for problem in lost]


def mended_problems(folders: Folders) -> list[history.Problem]:
    collection = collect.read(folders.data)
    past = History(collection.edition, history.read(folders.releases))
    return list(history.ledger(past, collection.redirects, collection.document("", "redirects")))


def test_a_redirect_keeps_the_promise(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    projects.edit(
        folders.data / "figures/order-in-the-market.yml", "id: painted\n        status", "id: repainted\n        status"
    )
    redirect = "redirects:\n  - old: figures/order-in-the-market/#painted\n    new: figures/order-in-the-market/#{}\n    reason: {{en: Renamed., vi: Đổi tên.}}\n"
    (folders.data / "redirects.yml").write_text(redirect.format("repainted"), encoding="utf-8")
    assert mended_problems(folders) == []
    (folders.data / "redirects.yml").write_text(redirect.format("nowhere"), encoding="utf-8")
    assert [problem.found for problem in mended_problems(folders)] == [
        "`figures/order-in-the-market/#nowhere` does not",
        "`figures/order-in-the-market/#painted` is gone",
    ]


def test_the_chain_carries_the_checksum_before(tmp_path: Path) -> None:
    folders = project(tmp_path)
    freeze(folders, FIRST)
    correct(folders)
    explain(folders, "stalls")
    freeze(folders, SECOND)
    content = json.loads((folders.releases / f"{SECOND}.json").read_text(encoding="utf-8"))
    lines = (folders.releases / history.CHECKSUMS).read_text(encoding="utf-8").splitlines()
    assert content["previous"] == {"release": FIRST, "sha256": lines[0].split("  ")[0]}
