"""How charts look, read from the one stylesheet that says so.

Pages link ``charts.css``. A chart that stands alone cannot, so it carries the rules it uses, with the
colors of the light theme written out, and those of the dark theme and of forced colors after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

STYLESHEET = Path(__file__).parent / "theme" / "assets" / "stylesheets" / "charts.css"

_RULE = re.compile(r"^\.chart \.chart-([a-z-]+) \{ (.+) \}$", re.MULTILINE)
_VARIABLE = re.compile(r"(--chart-[a-z-]+): ([^;]+);")
_USE = re.compile(r"var\((--chart-[a-z-]+)\)")
_THEMES = {
    "light": r"^:root \{(.+)\}$",
    "dark": r'^\[data-md-color-scheme="slate"\] \{(.+)\}$',
    "print": r"^@media print \{ .+? \{(.+)\} \}$",
    "forced": r"^@media \(forced-colors: active\) \{ .+? \{(.+?)\} .*\}$",
}


@cache
def palette(theme: str) -> Mapping[str, str]:
    """Color by variable in one theme: ``light``, ``dark``, ``print`` or ``forced``."""
    found = re.search(_THEMES[theme], _css(), re.MULTILINE)
    assert found, f"charts.css has no colors for {theme}"
    return dict(_VARIABLE.findall(found[1]))


@cache
def rules() -> Mapping[str, Mapping[str, str]]:
    """Declarations by role: ``title``, ``value``, ``gap``."""
    return {role: dict(re.findall(r"([a-z-]+): ([^;]+);", body)) for role, body in _RULE.findall(_css())}


def size(role: str) -> float:
    """The size of text in this role, in units of the picture."""
    return float(rules()[role]["font-size"].removesuffix("px"))


def weight(role: str) -> int:
    return int(rules()[role]["font-weight"])


def alone(roles: Iterable[str], *, themes: bool = True) -> str:
    """The style of a chart that stands alone: the rules of these roles, in as few bytes as need be.

    ``themes`` adds dark and forced colors. Paper gets the light ones, which print in ink.
    """
    used = [(role, body) for role, body in rules().items() if role in set(roles)]
    text = re.search(r"^\.chart text \{ (.+) \}$", _css(), re.MULTILINE)
    assert text, "charts.css has no rule for text"
    style = f"text{{{_short(text[1])}}}{_written(used, 'light')}@media screen{{.chart{{max-width:100%;height:auto}}}}"
    if themes:
        colors = [(role, {key: value for key, value in body.items() if _USE.search(value)}) for role, body in used]
        for condition, theme in (
            ("screen and (prefers-color-scheme:dark)", "dark"),
            ("(forced-colors:active)", "forced"),
        ):
            style += f"@media {condition}{{{_written(colors, theme)}}}"
    return style


def _written(rules: Iterable[tuple[str, Mapping[str, str]]], theme: str) -> str:
    """The rules with colors for variables; roles of the same look share one."""
    colors = palette(theme)
    alike: dict[str, list[str]] = {}
    for role, body in rules:
        declarations = ";".join(f"{key}:{_USE.sub(lambda use: colors[use[1]], value)}" for key, value in body.items())
        alike.setdefault(declarations, []).append(f".chart-{role}")
    return "".join(f"{','.join(roles)}{{{declarations}}}" for declarations, roles in alike.items() if declarations)


def _short(declarations: str) -> str:
    return declarations.replace(": ", ":").replace("; ", ";").replace(", ", ",").rstrip(";")


@cache
def _css() -> str:
    return STYLESHEET.read_text(encoding="utf-8")
