"""The golden charts: what every kind of chart looks like, in both languages, on the invented edition."""

from __future__ import annotations

import tempfile
from pathlib import Path

from scripts import charts, pictures
from scripts.records import LANGUAGES
from tests import editions

FOLDER = Path(__file__).resolve().parent / "golden" / "charts"
WIDTH = 160
IMPRINT = {
    "en": charts.Imprint(
        "Lê Thị Mẫu, in Báo Đọc Sách, 5 May 2020", "Release of 1 June 2020", "https://example.org/figures/f/"
    ),
    "vi": charts.Imprint(
        "Lê Thị Mẫu, theo Báo Đọc Sách, 05/05/2020", "Phiên bản công bố 01/06/2020", "https://example.org/vi/figures/f/"
    ),
}


def golden() -> dict[str, bytes]:
    """The golden files as today's code draws them, by name."""
    edition = editions.edition()
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            wording = editions.wording(language)
            for figure_id in editions.ALL_KINDS:
                svg = charts.chart(edition, figure_id, wording, IMPRINT[language], standalone=True)
                files[f"{figure_id}.{language}.svg"] = svg.encode()
                files[f"{figure_id}.{language}.png"] = pictures.png(svg, width=WIDTH, cache=Path(folder))
            inline = charts.chart(edition, "grades", wording, IMPRINT[language], standalone=False)
            files[f"grades.{language}.inline.svg"] = inline.encode()
            files[f"libraries.{language}.share.svg"] = charts.share(
                edition, "libraries", wording, IMPRINT[language]
            ).encode()
    return files
