"""What pages say to machines, read by extruct, which nobody here wrote."""

from __future__ import annotations

import dataclasses
import html
import json
from typing import Any

import extruct
import pytest

from scripts import metadata
from scripts.derive import Edition
from scripts.records import LANGUAGES, Language
from tests.test_references import BASE, COLLECTION, RELEASE, edition, text, wording

URL = {"en": f"{BASE}figures/libraries/", "vi": f"{BASE}vi/figures/libraries/"}
FROZEN = {"en": f"{BASE}releases/{RELEASE}/figures/libraries/", "vi": f"{BASE}vi/releases/{RELEASE}/figures/libraries/"}


def page(
    language: Language = "en", *, of: Edition | None = None, figure_id: str = "libraries", release: str | None = RELEASE
) -> str:
    """A page as a template would write it."""
    of, url = of or edition(), URL[language].replace("libraries", figure_id)
    tags = metadata.tags(of, figure_id, wording(language), url=url, picture=url + "share.png", release=release)
    values = metadata.dataset(of, figure_id, wording(language), url=url, release=release)
    written = "".join(
        f'<meta {"property" if name.startswith("og:") else "name"}="{name}" content="{html.escape(content)}">\n'
        for name, content in tags
    )
    return f'<!doctype html><html><head><title>x</title>\n{written}</head><body><script type="application/ld+json">{metadata.script(values)}</script></body></html>'


def read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = extruct.extract(
        text, base_url=BASE, syntaxes=["json-ld", "opengraph", "dublincore", "microdata", "rdfa"]
    )
    return found


def named(tags: list[tuple[str, str]], prefix: str) -> dict[str, str]:
    return {name: content for name, content in tags if name.startswith(prefix)}


def tags(language: Language = "en", release: str | None = RELEASE, of: Edition | None = None) -> list[tuple[str, str]]:
    return metadata.tags(
        of or edition(),
        "libraries",
        wording(language),
        url=URL[language],
        picture=URL[language] + "share.png",
        release=release,
    )


def test_highwire_tags() -> None:
    assert named(tags("vi"), "citation_") == {
        "citation_title": "Thư viện của thị xã",
        "citation_author": "Hồ sơ thư viện",
        "citation_publisher": "Hồ sơ thư viện",
        "citation_publication_date": "2030/01/05",
        "citation_online_date": "2030/01/05",
        "citation_language": "vi",
        "citation_public_url": "https://example.org/vi/releases/2030-01-05/figures/libraries/",
        "citation_fulltext_html_url": "https://example.org/vi/figures/libraries/",
    }


def test_a_draft_asks_for_no_citation() -> None:
    draft = tags(release=None)
    assert named(draft, "citation_") == {}
    assert named(draft, "DC.") | named(draft, "DCTERMS.") == {
        name: content if name != "DC.identifier" else URL["en"]
        for name, content in (named(tags(), "DC.") | named(tags(), "DCTERMS.")).items()
        if name not in ("DC.date", "DCTERMS.issued")
    }
    values = metadata.dataset(edition(), "libraries", wording("en"), url=URL["en"], release=None)
    assert values["identifier"] == URL["en"]
    assert not {"version", "datePublished", "creditText"} & set(values)


def test_dublin_core_is_read_by_extruct() -> None:
    (found,) = read(page())["dublincore"]
    assert {entry["name"]: entry["content"] for entry in found["elements"]} == {
        "DC.title": "Libraries of the town",
        "DC.creator": "The Library Record",
        "DC.publisher": "The Library Record",
        "DC.description": "From 1,200 to 900.",
        "DC.type": "Dataset",
        "DC.language": "en",
        "DC.identifier": "https://example.org/releases/2030-01-05/figures/libraries/",
        "DC.source": "Nhóm PV, Thị xã hỏi: “kho sách” & bạn đọc ở đâu?, Đọc & Viết, 2029-05-06",
        "DC.rights": "CC-BY-4.0",
        "DC.date": "2030-01-05",
    }
    assert {entry["name"]: entry["content"] for entry in found["terms"]} == {
        "DCTERMS.license": "https://creativecommons.org/licenses/by/4.0/",
        "DCTERMS.issued": "2030-01-05",
        "DCTERMS.temporal": "2028/2029-05-06",
    }


def test_open_graph_is_read_by_extruct() -> None:
    (found,) = read(page("vi"))["opengraph"]
    assert dict(found["properties"]) == {
        "og:title": "Thư viện của thị xã",
        "og:description": "Từ 1.200 còn 900.",
        "og:type": "article",
        "og:url": "https://example.org/vi/figures/libraries/",
        "og:site_name": "Hồ sơ thư viện",
        "og:locale": "vi_VN",
        "og:locale:alternate": "en_US",
        "og:image": "https://example.org/vi/figures/libraries/share.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Biểu đồ: Từ 1.200 còn 900 thư viện",
    }
    assert ("twitter:card", "summary_large_image") in tags("vi")


DATASET = {
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": "https://example.org/figures/libraries/",
    "url": "https://example.org/figures/libraries/",
    "name": "Libraries of the town",
    "description": "From 1,200 to 900. Libraries that are open. The claims are the speaker’s, as Đọc & Viết reported them on 6 May 2029.",
    "identifier": "https://example.org/releases/2030-01-05/figures/libraries/",
    "inLanguage": "en",
    "isAccessibleForFree": True,
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "creator": {"@type": "Organization", "name": "The Library Record"},
    "publisher": {"@type": "Organization", "name": "The Library Record"},
    "includedInDataCatalog": {"@type": "DataCatalog", "name": "The Library Record", "url": "https://example.org/"},
    "temporalCoverage": "2028/2029-05-06",
    "variableMeasured": [
        {"@type": "PropertyValue", "propertyID": "open", "name": "Rated “open”", "unitText": "libraries", "description": "Open at least one day a week."},
        {"@type": "PropertyValue", "propertyID": "lost", "name": "Net decrease", "unitText": "buildings"},
    ],
    "distribution": [
        {"@type": "DataDownload", "contentUrl": "https://example.org/figures/libraries/data.csv", "encodingFormat": "text/csv", "inLanguage": "en"},
        {"@type": "DataDownload", "contentUrl": "https://example.org/data/figures.json", "encodingFormat": "application/json"},
    ],
    "isBasedOn": {
        "@type": "NewsArticle",
        "headline": "Thị xã hỏi: “kho sách” & bạn đọc ở đâu?",
        "alternativeHeadline": "The town asks: where are “book stores” & readers?",
        "inLanguage": "vi",
        "datePublished": "2029-05-06",
        "author": {"@type": "Organization", "name": "Nhóm PV"},
        "publisher": {"@type": "NewsMediaOrganization", "name": "Đọc & Viết"},
    },
    "version": "2030-01-05",
    "datePublished": "2030-01-05",
    "creditText": "Trần Quyết Thắng, as reported in paras. 2, 3, 5 of Nhóm PV. (2029, May 6). Thị xã hỏi: “kho sách” & bạn đọc ở đâu? [The town asks: where are “book stores” & readers?]. Đọc & Viết. As recorded in release 2030-01-05 of The Library Record. (2030, January 5). Libraries of the town. https://example.org/releases/2030-01-05/figures/libraries/",
}  # fmt: skip


def test_dataset_is_read_by_extruct() -> None:
    assert read(page())["json-ld"] == [DATASET]


def test_dataset_in_vietnamese() -> None:
    (found,) = read(page("vi"))["json-ld"]
    assert found["@id"] == "https://example.org/vi/figures/libraries/"
    assert found["identifier"] == "https://example.org/vi/releases/2030-01-05/figures/libraries/"
    assert (
        found["description"]
        == "Từ 1.200 còn 900. Các thư viện đang mở. Đây là những điều người phát biểu nêu, theo tin của Đọc & Viết ngày 06/05/2029."
    )
    assert found["includedInDataCatalog"]["url"] == "https://example.org/vi/"
    assert [download["contentUrl"] for download in found["distribution"]] == [
        "https://example.org/vi/figures/libraries/data.csv",
        "https://example.org/data/figures.json",
    ]
    assert "alternativeHeadline" not in found["isBasedOn"]
    assert found["creditText"].startswith("Trần Quyết Thắng, dẫn theo các đoạn 2, 3, 5 trong bài của Nhóm PV.")


def test_author_address_and_publisher_where_they_are_known() -> None:
    of = edition(
        source={"byline": "ông Trần Quyết Thắng", "url": "https://news.example/a?b=1&c=2"},
        site={"publisher": text("Library Friends", "Hội Bạn đọc")},
    )
    values = metadata.dataset(of, "libraries", wording("en"), url=URL["en"], release=RELEASE)
    assert values["isBasedOn"]["url"] == "https://news.example/a?b=1&c=2"
    assert values["isBasedOn"]["author"] == {"@type": "Person", "name": "Trần Quyết Thắng"}
    assert values["creator"] == {"@type": "Organization", "name": "Library Friends"}
    assert ("citation_author", "Library Friends") in tags(of=of)


@pytest.mark.parametrize(
    ("periods", "coverage"),
    [
        ((None, None), None),
        (("2028", None), "2028"),
        (("2028-05", "2028-05"), "2028-05"),
        (("2029-05-06", "2028"), "2028/2029-05-06"),
        (("2029", "2029-05-06"), "2029"),
        (("2015/2020", "2018-02-03"), "2015/2020"),
    ],
)
def test_temporal_coverage(periods: tuple[str | None, str | None], coverage: str | None) -> None:
    """From the first day to the last; a year reaches to its end, and a gap or a withdrawn value covers nothing."""
    figure = edition().figures["libraries"]
    first, missing, last, *others = figure.series[0].observations
    changed = (
        first.model_copy(update={"period": periods[0]}),
        missing.model_copy(update={"period": "1999"}),
        last.model_copy(update={"period": periods[1]}),
    )
    withdrawn = others[-1].model_copy(update={"period": "2099"})
    series = figure.series[0].model_copy(update={"observations": (*changed, *others[:-1], withdrawn)})
    of = dataclasses.replace(
        edition(), figures={"libraries": figure.model_copy(update={"series": (series, *figure.series[1:])})}
    )
    values = metadata.dataset(of, "libraries", wording("en"), url=URL["en"], release=None)
    assert values.get("temporalCoverage") == coverage


def test_script_cannot_be_left() -> None:
    values = {"name": "</script><!-- & \u2028 ]]>", "more": "Đọc"}
    written = metadata.script(values)
    assert written == '{"name":"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028 ]]\\u003e","more":"Đọc"}'
    assert json.loads(written) == values


def test_hostile_records_stay_text() -> None:
    title = '</script><script>alert("1")</script>'
    of = edition(site={"title": text(title, title)})
    found = read(page(of=of))
    assert found["json-ld"][0]["creator"]["name"] == title
    assert dict(found["opengraph"][0]["properties"])["og:site_name"] == title


def test_website() -> None:
    assert metadata.website(edition(), "vi", "https://example.org/vi/") == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": "https://example.org/vi/",
        "url": "https://example.org/vi/",
        "name": "Hồ sơ thư viện",
        "description": "Điều một bài báo nói",
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publisher": {"@type": "Organization", "name": "Hồ sơ thư viện"},
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_real_figure_is_read(language: Language) -> None:
    of = COLLECTION.edition
    assert of.figures
    for figure_id, figure in of.figures.items():
        found = read(page(language, of=of, figure_id=figure_id))
        (dataset,) = found["json-ld"]
        assert dataset["name"] == of.text(figure.title, language)
        assert len(dataset["variableMeasured"]) == len(figure.series)
        assert 50 <= len(dataset["description"]) <= 5000
        assert dict(found["opengraph"][0]["properties"])["og:title"] == dataset["name"]
        assert found["dublincore"][0]["elements"]
