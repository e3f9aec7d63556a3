"""The article's own words: every phrase that a record quotes is looked up where it says that it stands.

The article's text is not part of the project. With it at hand every phrase is looked up in the paragraph
that it names; without it, every phrase must be in the lock of phrases that were verified before.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import records
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


def numbers(phrase: str, language: str) -> set[Decimal]:
    """The numbers in a phrase, as its language writes them: 1.234,5 in Vietnamese, 1,234.5 elsewhere."""
    thousands, point = (".", ",") if language == "vi" else (",", ".")
    found = re.findall(r"\d+(?:[.,]\d+)*", phrase)
    return {Decimal(item.replace(thousands, "").replace(point, ".")) for item in found if item.count(point) <= 1}


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
        yield from _as_written(collection, source_id, source_lines)
        yield from _repeated(collection, source_id, source_lines)
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


def _as_written(collection: Collection, source_id: str, lines: list[str]) -> Iterator[Problem]:
    """What a record says that the article writes, it writes: title, byline, and names in a paragraph that they list."""
    source = collection.edition.sources[source_id]
    document = collection.document("sources", source_id)
    written: list[tuple[Document, Where, str, Iterable[str]]] = [
        (document, ("title",), source.title, lines),
        (document, ("byline",), source.byline, lines),
        *(
            (document, ("publication_as_written", n), item, lines)
            for n, item in enumerate(source.publication_as_written)
        ),
    ]
    for name_id, name in collection.edition.names.items():
        if name.source == source_id:
            listed = [lines[number - 1] for number in name.paragraphs if number <= len(lines)]
            spellings = enumerate(name.as_written)
            written.extend(
                (collection.document("names", name_id), ("as_written", n), item, listed) for n, item in spellings
            )
    for place, where, item, among in written:
        if not any(normal(item) in line for line in among):
            yield place.problem(
                where,
                must="what is written in the article stands there, in one of the paragraphs listed",
                found=f"`{item}` does not",
                mend="Copy it exactly as the article has it, or correct the paragraphs",
            )


def _repeated(collection: Collection, source_id: str, lines: list[str]) -> Iterator[Problem]:
    """A paragraph that is said to repeat a number holds it."""
    language = collection.edition.sources[source_id].language
    for document, where, figure, record in collection.observations():
        if figure.source != source_id or not isinstance(record, records.Stated):
            continue
        if record.value not in numbers(record.evidence.phrase, language):
            continue  # it is given in words
        for index, paragraph in enumerate(record.also_in):
            if paragraph <= len(lines) and record.value not in numbers(lines[paragraph - 1], language):
                yield document.problem(
                    (*where, "also_in", index),
                    must=f"paragraph {paragraph} repeats the value",
                    found=f"it holds no {record.value}",
                    mend="Correct the list `also_in`",
                )


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
