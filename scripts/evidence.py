"""The article's own words: every phrase that a record quotes is looked up where it says that it stands.

The article's text is not part of the project. With it at hand every phrase is looked up in the paragraph
that it names; without it, every phrase must be in the lock of phrases that were verified before.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .collect import Collection
from .load import Document, texts_in
from .load import Path as Where
from .problems import Problem

MAX_RUN = 25
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A phrase that a record quotes, and where it says that the phrase stands."""

    document: Document
    where: Where
    source_id: str
    paragraph: int
    phrase: str

    @property
    def fingerprint(self) -> str:
        line = f"{self.source_id}\n{self.paragraph}\n{normal(self.phrase)}"
        return hashlib.sha256(line.encode()).hexdigest()


def normal(text: str) -> str:
    """Composed Unicode, single spaces, one kind of quotation mark and dash."""
    folded = unicodedata.normalize("NFC", text).translate(str.maketrans("“”‘’–—\u00a0", "\"\"''-- "))
    return " ".join(folded.split())


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a source text, in their order."""
    return [line for line in (normal(line) for line in text.splitlines()) if line]


def quoted(collection: Collection) -> Iterator[Quoted]:
    """Every phrase of an article that the records hold."""
    for folder in ("figures", "statements", "events"):
        for record_id, record in getattr(collection.edition, folder).items():
            document = collection.document(folder, record_id)
            for where, data in _evidence(document.data, ()):
                yield Quoted(
                    document=document,
                    where=(*where, "phrase"),
                    source_id=record.source,
                    paragraph=data["paragraph"],
                    phrase=data["phrase"],
                )
    for source_id, source in collection.edition.sources.items():
        document = collection.document("sources", source_id)
        for p, paragraph in enumerate(source.paragraphs):
            yield Quoted(
                document=document,
                where=("paragraphs", p, "opening"),
                source_id=source_id,
                paragraph=p + 1,
                phrase=paragraph.opening,
            )
        for index, slip in enumerate(source.slips):
            yield Quoted(
                document=document,
                where=("slips", index, "as_written"),
                source_id=source_id,
                paragraph=slip.paragraph,
                phrase=slip.as_written,
            )


def _evidence(data: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    if isinstance(data, dict):
        if "phrase" in data and "paragraph" in data:
            yield where, data
            return
        for key, value in data.items():
            yield from _evidence(value, (*where, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _evidence(value, (*where, index))


def check(collection: Collection, texts: Mapping[str, str], lock: frozenset[str]) -> Iterator[Problem]:
    """Problems of quoted phrases. ``texts`` maps source ids to texts at hand, ``lock`` holds verified fingerprints."""
    lines = {source_id: paragraphs(text) for source_id, text in texts.items()}
    for item in quoted(collection):
        if item.source_id in lines:
            yield from _looked_up(item, lines[item.source_id])
        elif item.fingerprint not in lock:
            yield item.document.problem(
                item.where,
                must=f"a quoted phrase was verified against paragraph {item.paragraph} of {item.source_id}",
                found=f"`{item.phrase}` is not in the lock of verified phrases",
                mend="Run the check with SOURCE_TEXT=path/to/the/article.txt, or restore the verified phrase",
            )
    for source_id, source_lines in lines.items():
        yield from _paragraph_count(collection, source_id, source_lines)
        yield from _copied(collection, source_id, source_lines)


def _looked_up(item: Quoted, lines: list[str]) -> Iterator[Problem]:
    line = lines[item.paragraph - 1] if item.paragraph <= len(lines) else ""
    if not _contains(line, item.phrase):
        elsewhere = [str(number) for number, text in enumerate(lines, 1) if _contains(text, item.phrase)]
        mend = (
            f"It stands in paragraph {', '.join(elsewhere)}"
            if elsewhere
            else "Copy the words exactly as the article has them"
        )
        yield item.document.problem(
            item.where,
            must=f"a quoted phrase stands in paragraph {item.paragraph} of {item.source_id}",
            found=f"`{item.phrase}` does not",
            mend=mend,
        )
    elif len(_words(line)) == len(item.phrase.split()) > 6:
        yield item.document.problem(
            item.where,
            must="a quoted phrase is part of a paragraph",
            found="it is the whole of it",
            mend="Quote only the words that carry the value",
        )


def _contains(line: str, phrase: str) -> bool:
    """Whether the phrase stands in the line as whole words."""
    return re.search(rf"(?<!\w){re.escape(normal(phrase))}(?!\w)", line) is not None


def _paragraph_count(collection: Collection, source_id: str, lines: list[str]) -> Iterator[Problem]:
    source = collection.edition.sources[source_id]
    if len(lines) != len(source.paragraphs):
        yield collection.document("sources", source_id).problem(
            ("paragraphs",),
            must="every paragraph of the source text is listed",
            found=f"the text has {len(lines)}, the record {len(source.paragraphs)}",
            mend="List each non-empty line once",
        )


def copied(files: Mapping[str, str | bytes], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Generated files that run along with an article for ``MAX_RUN`` words, markup aside."""
    runs = {run for text in texts.values() for run in word_runs(" ".join(paragraphs(text)), MAX_RUN)}
    for name, content in files.items() if runs else ():
        plain = html.unescape(_MARKUP.sub(" ", content)) if isinstance(content, str) else ""
        if not runs.isdisjoint(word_runs(plain, MAX_RUN)):
            yield Problem(
                file=f"docs/{name}",
                must=f"a page never repeats {MAX_RUN} running words of the article",
                found="it does",
                mend="Look which records stand side by side on it, and shorten their phrases",
            )


def _copied(collection: Collection, source_id: str, lines: list[str]) -> Iterator[Problem]:
    """No text of ours may run along with the article for ``MAX_RUN`` words."""
    runs = word_runs(" ".join(lines), MAX_RUN)
    for document in collection.documents.values():
        for where, text in texts_in(document.data, ()):
            if any(run in runs for run in word_runs(text, MAX_RUN)):
                yield document.problem(
                    where,
                    must=f"a text never repeats {MAX_RUN} running words of the article",
                    found="it does",
                    mend="Use your own words",
                )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normal(text).casefold())


def word_runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of ``length`` words in the text, without case and punctuation."""
    words = _words(text)
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
