"""References: expected texts written down, an independent processor as the judge, and readers of the files.

The judge is pandoc with the published CSL styles. The expected texts were compared by eye with the rules for
a newspaper article and a web page: APA 7 (sections 10.1 and 10.16; 8.6 for secondary sources), Chicago 17
(14.191–14.200, 14.207; 14.99 for translated titles; 14.260 for secondary sources), ISO 690 (name and date).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from scripts import collect
from scripts.addresses import Addresses
from scripts.derive import Edition
from scripts.records import FOLDERS, Language, Site
from scripts.references import Item, Target
from scripts.wording import Wording

DATA = Path(__file__).resolve().parent.parent / "data"
BASE = "https://example.org/"
RELEASE = "2030-01-05"


# --- a small edition, frozen here -------------------------------------------------------------------


def text(en: str, vi: str) -> dict[str, str]:
    return {"en": en, "vi": vi}


def evidence(paragraph: int) -> dict[str, Any]:
    return {"phrase": "một cụm từ", "paragraph": paragraph, "translation": "a phrase"}


START, TALK = text("at the start of the plan; no date given", "đầu kế hoạch; không ghi ngày"), text("on the day of the talk", "ngày nói chuyện")
LIBRARIES = {
    "title": text("Libraries of the town", "Thư viện của thị xã"),
    "headline": text("{libraries-start} libraries became {libraries-talk}", "Từ {libraries-start} còn {libraries-talk} thư viện"),
    "summary": text("From {libraries-start} to {libraries-talk}.", "Từ {libraries-start} còn {libraries-talk}."),
    "counted": text("Libraries that are open.", "Các thư viện đang mở."),
    "unit": text("libraries", "thư viện"),
    "source": "town-news",
    "key_observations": ("libraries-start",),
    "series": (
        {
            "id": "open",
            "label": text("Rated “open”", "Hạng “đang mở”"),
            "definition": text("Open at least one day a week.", "Mở ít nhất một ngày mỗi tuần."),
            "observations": (
                {"id": "libraries-start", "status": "stated", "value": 1200, "moment": START, "short_moment": text("Start", "Đầu kỳ"), "period": "2028", "attribution": "narrated", "evidence": evidence(3), "also_in": (7,)},
                {"id": "libraries-middle", "status": "not-stated", "moment": text("in 2029", "năm 2029"), "period": "2029"},
                {"id": "libraries-talk", "status": "stated", "value": 900, "moment": TALK, "period": "2029-05-06", "attribution": "quoted", "evidence": evidence(5)},
                {"id": "libraries-trend", "status": "direction", "direction": "down", "moment": text("year by year (“to date”; since when is not given)", "theo từng năm (“đến nay”; không nêu từ khi nào)"), "attribution": "quoted", "evidence": evidence(5)},
                {"id": "libraries-rise", "status": "direction", "direction": "up", "moment": text("“to date”", "“đến nay”"), "attribution": "quoted", "evidence": evidence(5)},
                {"id": "libraries-some", "status": "unquantified", "words": text("some", "một số"), "moment": text("before the plan", "trước kế hoạch"), "attribution": "reported", "evidence": evidence(2)},
                {"id": "libraries-wrong", "status": "stated", "value": 3, "moment": TALK, "attribution": "quoted", "evidence": evidence(9), "withdrawn": text("Read wrongly.", "Đọc nhầm.")},
            ),
        },
        {
            "id": "lost",
            "label": text("Net decrease", "Mức giảm ròng"),
            "unit": text("buildings", "tòa nhà"),
            "observations": (
                {"id": "libraries-lost", "status": "derived", "formula": "( libraries-start - libraries-talk ) * 2 / 3", "moment": text("between the counts", "giữa hai lần đếm"), "assumes": text("Nothing was counted twice.", "Không đếm hai lần.")},
            ),
        },
    ),
    "chart": {"kind": "bars"},
    "misreadings": ({"claim": text("“All.”", "“Tất cả.”"), "answer": text("No.", "Không."), "paragraphs": (3,)},),
}  # fmt: skip
SOURCE = {
    "title": "Thị xã hỏi: “kho sách” & bạn đọc ở đâu?",
    "title_en": "The town asks: where are “book stores” & readers?",
    "language": "vi",
    "publication": "Đọc & Viết",
    "publication_as_written": ("Đọc & Viết",),
    "byline": "Nhóm PV",
    "byline_en": "Reporters",
    "date": "2029-05-06",
    "speaker": "tran-quyet-thang",
    "office": "head-librarian",
    "occasion": "the-talk",
    "speech_date": "2029-05-06",
    "speech_title": text("On libraries", "Về thư viện"),
    "claimant": text("The head librarian", "Trưởng thư viện"),
    "about": text("A talk.", "Một buổi nói chuyện."),
    "kind_of_evidence": text("A report.", "Một bản tin."),
    "trust": (text("One voice.", "Một nguồn."),),
    "unstated": (text("Readers.", "Bạn đọc."),),
    "copy_read": {"about": text("A text file", "Tệp văn bản"), "sha256": "0" * 64},
    "paragraphs": ({"opening": "Thị xã", "voice": "apparatus", "sentences": ({"about": text("Title", "Tít"), "left_out": text("No claim.", "Không có gì.")},)},),
}  # fmt: skip
NAMES = {
    "tran-quyet-thang": {"kind": "person", "name": text("Trần Quyết Thắng", "Trần Quyết Thắng"), "as_written": ("ông Trần Quyết Thắng",)},
    "head-librarian": {"kind": "office", "name": text("Head Librarian of the town", "Trưởng thư viện thị xã"), "as_written": ("Trưởng thư viện",)},
    "reporters": {"kind": "organization", "name": text("Reporters", "Nhóm phóng viên"), "as_written": ("Nhóm PV",)},
}  # fmt: skip
SITE = {
    "title": text("The Library Record", "Hồ sơ thư viện"),
    "tagline": text("What one article says", "Điều một bài báo nói"),
    "licence_records": "CC-BY-4.0",
    "licence_records_url": "https://creativecommons.org/licenses/by/4.0/",
    "licence_code": "MIT",
}


def edition(source: dict[str, Any] | None = None, site: dict[str, Any] | None = None) -> Edition:
    """The edition, with these fields of its source or its site changed."""
    named = {"about": text("A name.", "Một tên gọi."), "paragraphs": (2,), "source": "town-news"}
    written: dict[str, dict[str, Any]] = {
        **{folder: {} for folder in FOLDERS},
        "sources": {"town-news": SOURCE | (source or {})},
        "figures": {"libraries": LIBRARIES},
        "names": {key: {**named, **name} for key, name in NAMES.items()},
    }
    folders = {folder: {key: FOLDERS[folder].model_validate(record) for key, record in found.items()} for folder, found in written.items()}
    return collect.edition_of(date=None, site=Site.model_validate(SITE | (site or {})), folders=folders)


COLLECTION = collect.read(DATA)


def wording(language: Language) -> Wording:
    return Wording(language, COLLECTION.labels)


def target(
    observation_id: str | None = "libraries-start",
    language: Language = "en",
    *,
    of: Edition | None = None,
    figure_id: str = "libraries",
    release: str = RELEASE,
    kind: Literal["secondary", "article", "page"] = "secondary",
) -> Target:
    return Target(
        edition=of or edition(),
        figure_id=figure_id,
        observation_id=observation_id,
        language=language,
        release=release,
        permalink=Addresses(BASE).frozen(release, figure_id, observation_id or "", language),
        wording=wording(language),
        kind=kind,
    )


def item(key: str = "item", **fields: Any) -> Item:
    plain: dict[str, Any] = {
        "type": "article-newspaper",
        "author": "Nhóm PV",
        "title": "Thị xã mở thư viện",
        "container": "Đọc & Viết",
        "date": "2020-10-13",
        "language": "vi",
    }
    return Item(key=key, **plain | fields)


def web(key: str, **fields: Any) -> Item:
    plain = {"type": "webpage", "title": "Libraries", "container": None, "author": "The Record", "url": "https://example.org/a/#b", "language": "en"}
    return item(key, **plain | fields)
