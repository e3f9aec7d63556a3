"""For plain ``mkdocs build`` and ``mkdocs serve``: the same pages as our own commands, from the same functions.

Nothing essential lives here. ``python -m scripts site`` writes the pages, runs the engine once a language and
finishes the site itself; it sets RECORDS_BUILD, and then this hook stands aside.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import build, finish, markup
from scripts.problems import Invalid

_FOLDERS = build.Folders(build.ROOT)
_state: dict[str, Any] = {"command": "build", "site": None, "problems": ""}


def _aside(config: Any) -> bool:
    """Whether somebody else does the work: our command, or the build of the other language."""
    return "RECORDS_BUILD" in os.environ or config.theme["language"] != "en"


def on_startup(*, command: str, dirty: bool) -> None:
    _state["command"] = command


def on_pre_build(*, config: Any) -> None:
    """Write the pages of both languages. While serving, a mistake leaves the last good pages and is shown on them."""
    if _aside(config):
        return
    try:
        collection, past = build.read(_FOLDERS, os.environ.get("SOURCE_TEXT"))
    except Invalid as invalid:
        if _state["command"] != "serve":
            raise Abort(f"{invalid}\nThe records have to be mended first.") from None
        print(invalid, file=sys.stderr)
        _state["problems"] = str(invalid)
        if not (_FOLDERS.docs / "en/index.md").exists():
            _first_page(str(invalid))
        return
    _state["problems"] = ""
    _state["site"] = build.site_of(_FOLDERS, collection, past, config.site_url or build.LOCAL)
    build.generate(_FOLDERS, _state["site"], os.environ.get("SOURCE_TEXT"))


def _first_page(problems: str) -> None:
    """A page of its own where there is no good page yet."""
    for language in build.CONFIGURATIONS:
        page = _FOLDERS.docs / language / "index.md"
        page.write_text(f"# Records to mend\n\n<pre>{markup.encode(problems)}</pre>\n", encoding="utf-8")


def on_post_page(output: str, *, page: Any, config: Any) -> str:
    if not _state["problems"]:
        return output
    alert = f'<pre class="notice notice--problems" role="alert">{markup.encode(_state["problems"])}</pre>'
    return output.replace("</header>", f"</header>{alert}", 1)


def on_post_build(*, config: Any) -> None:
    """Build the other language into its folder, then finish the whole site."""
    if _aside(config):
        return
    from mkdocs.commands.build import build as engine
    from mkdocs.config import load_config

    vietnamese = load_config(str(_FOLDERS.root / build.CONFIGURATIONS["vi"]), site_dir=str(Path(config.site_dir) / "vi"),
                             site_url=f"{config.site_url}vi/", strict=config.strict)  # fmt: skip
    engine(vietnamese)
    site = _state["site"]
    if site is not None:
        finish.finish(Path(config.site_dir), base=site.addresses.base, words=site.wordings, title=site.working.site.title,
                      policy=_state["command"] != "serve")  # fmt: skip


def on_serve(server: Any, *, config: Any, builder: Any) -> Any:
    """Watch what people edit, not what the build writes from it."""
    for language in build.CONFIGURATIONS:
        with contextlib.suppress(KeyError):
            server.unwatch(str(_FOLDERS.docs / language))
    for path in (_FOLDERS.data, _FOLDERS.prose, _FOLDERS.root / "scripts"):
        server.watch(str(path))
    return server
