"""A frozen edition for tests: two invented sources, every chart kind, every status of an observation.

Nothing here is about the real records. ``edition`` takes changes to single figures, written as the YAML is.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from scripts import collect, records
from scripts.derive import Edition
from scripts.load import load
from scripts.records import Language, Text
from scripts.wording import Wording

INTERFACE = Path(__file__).resolve().parent.parent / "data/interface"

EVIDENCE = {"phrase": "một cụm từ", "paragraph": 2, "translation": "a phrase"}
SPOKEN = {"attribution": "quoted", "evidence": EVIDENCE}


def text(en: str, vi: str | None = None) -> dict[str, str]:
    return {"en": en, "vi": vi or en}


START = text("Start of the plan", "Đầu kế hoạch")
END = text("Day of the talk", "Ngày nói chuyện")


def at(observation_id: str, moment: dict[str, str], status: str = "stated", **fields: Any) -> dict[str, Any]:
    """An observation: one with evidence where its status asks for it."""
    evidenced = {} if status in ("derived", "not-stated") else SPOKEN
    return {"id": observation_id, "status": status, "moment": moment, **evidenced, **fields}


def series(series_id: str, label: dict[str, str], *observations: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": series_id, "label": label, "observations": list(observations), **fields}


def figure(
    title: dict[str, str], headline: dict[str, str], chart: dict[str, Any], *lines: dict[str, Any], **fields: Any
) -> dict[str, Any]:
    """A figure as its file has it, with the fields that tests of charts do not look at filled in."""
    return {
        "title": title,
        "headline": headline,
        "chart": chart,
        "series": list(lines),
        "summary": text("In short.", "Tóm tắt."),
        "counted": text("What is counted.", "Cái được đếm."),
        "unit": text("libraries", "thư viện"),
        "source": "reading-news",
        "key_observations": [lines[0]["observations"][0]["id"]],
        "misreadings": [
            {
                "claim": text("“Wrong.”", "“Sai.”"),
                "answer": text("It does not say so.", "Bài không nói vậy."),
                "paragraphs": [2],
            }
        ],
        **fields,
    }


LIBRARIES = figure(
    text("Libraries of the town", "Thư viện của thị xã"),
    text(
        "Libraries went from {libraries-start} to {libraries-end}",
        "Số thư viện từ {libraries-start} còn {libraries-end}",
    ),
    {"kind": "stacked", "total": "all", "parts": ["public", "school"]},
    series(
        "all",
        text("All libraries", "Tất cả thư viện"),
        at("libraries-start", START, value=120),
        at("libraries-end", END, value=90),
    ),
    series(
        "public",
        text("Public libraries", "Thư viện công cộng"),
        at("public-start", START, value=80),
        at("public-end", END, value=60),
    ),
    series(
        "school",
        text("School libraries", "Thư viện trường học"),
        at("school-start", START, value=40),
        at("school-end", END, value=30),
    ),
    checks=["public-start + school-start = libraries-start", "public-end + school-end = libraries-end"],
    headline_figure=True,
)
WAY = figure(
    text("The way from one count to the other", "Con đường từ số đếm này đến số đếm kia"),
    text("{opened} libraries opened, {closed} closed", "{opened} thư viện mở, {closed} thư viện đóng"),
    {
        "kind": "steps",
        "steps": [
            {"observation": "libraries-start", "effect": "level", "label": START},
            {"observation": "opened", "effect": "plus", "label": text("Opened", "Mở thêm")},
            {"observation": "closed", "effect": "minus", "label": text("Closed", "Đóng cửa")},
            {"observation": "rest", "effect": "minus", "label": text("All else, net", "Còn lại, tính ròng")},
            {"observation": "libraries-end", "effect": "level", "label": END},
        ],
    },
    series("opened", text("Opened", "Mở thêm"), at("opened", text("During the plan", "Trong kế hoạch"), value=10)),
    series("closed", text("Closed", "Đóng cửa"), at("closed", text("During the plan", "Trong kế hoạch"), value=15)),
    series(
        "rest",
        text("All else", "Còn lại"),
        at(
            "rest",
            text("During the plan", "Trong kế hoạch"),
            "derived",
            formula="libraries-start + opened - closed - libraries-end",
            assumes=text("Nothing was counted twice.", "Không tính hai lần."),
        ),
    ),
)
VISITS = figure(
    text("Visits a day", "Lượt đến mỗi ngày"),
    text("{visits-survey} visits a day at the survey", "{visits-survey} lượt mỗi ngày khi khảo sát"),
    {"kind": "bars"},
    series(
        "visits",
        text("Visits", "Lượt đến"),
        at("visits-start", START, "unquantified", words=text("many", "nhiều")),
        at("visits-survey", text("Survey", "Khảo sát"), value=1250),
        at("visits-flood", text("Week of the flood", "Tuần lũ"), value=0),
        at(
            "visits-half",
            text("Half of the survey", "Một nửa khảo sát"),
            "derived",
            formula="visits-survey / 2",
            assumes=text("An even split.", "Chia đều."),
        ),
        at("visits-talk", END, "not-stated"),
        at("visits-trend", text("Trend", "Chiều hướng"), "direction", direction="up"),
    ),
    series(
        "loans",
        text("Loans counted as visits", "Lượt mượn tính là lượt đến"),
        at("loans-survey", text("Survey", "Khảo sát"), value=500),
    ),
    unit=text("visits", "lượt"),
)
GRADES = figure(
    text("Grades of the libraries", "Xếp hạng thư viện"),
    text("No library was graded “weak” in 2019", "Năm 2019 không có thư viện nào bị xếp hạng “yếu”"),
    {"kind": "grid"},
    series(
        "good",
        text("Graded “good” or better", "Hạng “tốt” trở lên"),
        at("good-2018", text("2018"), "not-stated", period="2018"),
        at("good-2019", text("2019"), period="2019", value=1234),
        at("good-2020", text("2020"), period="2020", value=77, withdrawn=text("Read wrongly.", "Đọc nhầm.")),
        at("good-trend", text("Trend", "Chiều hướng"), "direction", direction="up"),
    ),
    series(
        "weak",
        text("Graded “weak”", "Hạng “yếu”"),
        at("weak-start", START, "unquantified", words=text("some", "một số")),
        at(
            "weak-2018",
            text("2018"),
            "derived",
            period="2018",
            formula="good-2019 / 2",
            assumes=text("Only one grade.", "Chỉ một hạng."),
        ),
        at("weak-2019", text("2019"), period="2019", value=0),
        at("weak-2020", text("2020"), "not-stated", period="2020"),
        at("weak-trend", text("Trend", "Chiều hướng"), "direction", direction="down"),
    ),
)
ROOMS = figure(
    text("Reading rooms", "Phòng đọc"),
    text("{rooms} reading rooms are proposed", "Đề xuất {rooms} phòng đọc"),
    {"kind": "number", "observation": "rooms"},
    series(
        "rooms",
        text("Reading rooms", "Phòng đọc"),
        at("rooms", text("Proposed in the talk", "Đề xuất trong buổi nói chuyện"), value=14),
    ),
    unit=text("rooms", "phòng"),
    source="second-news",
)
FIGURES = {"libraries": LIBRARIES, "library-way": WAY, "visits": VISITS, "grades": GRADES, "rooms": ROOMS}
ALL_KINDS = tuple(FIGURES)

SITE = {
    "title": text("The Library Record", "Hồ sơ thư viện"),
    "tagline": text("Figures of invented articles", "Số liệu của những bài báo bịa"),
    "licence_records": "CC-BY-4.0",
    "licence_records_url": "https://creativecommons.org/licenses/by/4.0/",
    "licence_code": "MIT",
}


def source(title: str, date: str) -> dict[str, Any]:
    return {
        "title": title,
        "title_en": "An invented article",
        "language": "vi",
        "publication": "Báo Đọc Sách",
        "publication_as_written": ["Báo Đọc Sách"],
        "byline": "P. V.",
        "byline_en": "Reporter",
        "date": date,
        "speaker": "le-thi-mau",
        "office": "head-librarian",
        "occasion": "the-talk",
        "speech_date": date,
        "speech_title": text("On libraries", "Về thư viện"),
        "claimant": text("the head librarian", "trưởng thư viện"),
        "about": text("A talk on libraries.", "Một buổi nói chuyện về thư viện."),
        "kind_of_evidence": text("A report in a paper.", "Một bài báo."),
        "trust": [text("One voice only.", "Chỉ một nguồn tin.")],
        "unstated": [text("The number of readers.", "Số bạn đọc.")],
        "copy_read": {"about": text("A text file", "Tệp văn bản"), "sha256": "0" * 64},
        "paragraphs": [
            {
                "opening": title,
                "voice": "apparatus",
                "sentences": [{"about": text("Title", "Tít bài"), "left_out": text("No claim.", "Không có nội dung.")}],
            },
            {
                "opening": "một cụm từ",
                "voice": "quoted",
                "sentences": [{"about": text("The counts", "Các số đếm"), "recorded": ["libraries-start"]}],
            },
        ],
    }


NAMES = {
    "le-thi-mau": {
        "kind": "person",
        "name": text("Lê Thị Mẫu"),
        "as_written": ["Lê Thị Mẫu"],
        "about": text("Gave the talk.", "Người nói chuyện."),
        "paragraphs": [2],
        "source": "reading-news",
    },
    "head-librarian": {
        "kind": "office",
        "name": text("Head librarian", "Trưởng thư viện"),
        "as_written": ["Trưởng thư viện"],
        "about": text("An office.", "Một chức vụ."),
        "paragraphs": [2],
        "source": "reading-news",
    },
}
EVENTS = {
    "the-talk": {
        "title": text("The talk", "Buổi nói chuyện"),
        "moment": text("5 May 2020", "05/5/2020"),
        "period": "2020-05-05",
        "about": text("A talk.", "Một buổi nói chuyện."),
        "source": "reading-news",
        "order": 1,
        **SPOKEN,
    },
}
SOURCES = {
    "reading-news": source("Chuyện thư viện", "2020-05-05"),
    "second-news": source("Chuyện phòng đọc", "2021-06-06"),
}


def edition(figures: dict[str, dict[str, Any]] | None = None) -> Edition:
    """The edition, with these figures added or put in place of its own."""
    everything = {
        "sources": SOURCES, "figures": {**FIGURES, **(figures or {})}, "statements": {}, "terms": {}, "names": NAMES, "events": EVENTS,
    }  # fmt: skip
    folders = {
        folder: {key: records.FOLDERS[folder].model_validate(_frozen(record)) for key, record in found.items()}
        for folder, found in everything.items()
    }
    return collect.edition_of(date=None, site=records.Site.model_validate(_frozen(SITE)), folders=folders)


def changed(figure_id: str, observation_id: str, **fields: Any) -> dict[str, dict[str, Any]]:
    """The figure with one observation's fields set; a field set to ``None`` is removed."""
    record = copy.deepcopy(FIGURES[figure_id])
    observation = next(
        found for line in record["series"] for found in line["observations"] if found["id"] == observation_id
    )
    observation.update(fields)
    for key in [key for key, value in observation.items() if value is None]:
        del observation[key]
    return {figure_id: record}


def not_stated(figure_id: str, observation_id: str) -> dict[str, dict[str, Any]]:
    """The figure with one observation turned into one that the article does not state."""
    return changed(figure_id, observation_id, status="not-stated", value=None, attribution=None, evidence=None)


def labels() -> dict[str, Text]:
    """Every label of the interface, as the site reads them."""
    found: dict[str, Text] = {}
    for path in sorted(INTERFACE.glob("*.yml")):
        group = records.Labels.model_validate(load(path.read_text(encoding="utf-8"), path.name).data)
        found.update({f"{path.stem}.{key}": value for key, value in group.root.items()})
    return found


def wording(language: Language) -> Wording:
    return Wording(language, labels())


def _frozen(value: Any) -> Any:
    """Lists as the tuples that the reader of YAML gives."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(_frozen(item) for item in value) if isinstance(value, list | tuple) else value
