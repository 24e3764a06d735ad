"""Which encoding a text file is in, decided over the whole file before the first row is read.

One pass over the bytes takes the checksum and tells whether they are UTF-8 to the very end. UTF-8 that holds to the
end is UTF-8. Otherwise words with non-ASCII bytes are collected from all over the file, each legacy encoding decodes
them, and the one whose characters are the least surprising wins, provided it decodes the whole file:
strict trial decoding alone would not do, since GB18030 decodes Japanese cp932, and Windows-1252 nearly anything.
So a reader that starts on the rows can rely on the encoding; it never fails half-way and never drops a byte.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple, TextIO, cast

from sellercheck.errors import SheetError, UsageError
from sellercheck.sheets import Content

_SINGLE_BYTE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp874", "mac_roman", "cp850", "koi8-r", "cp866")

CHUNK = 1 << 20
SAMPLE_BYTES = 1 << 16
"""Bytes of non-ASCII words to judge by; more does not change the verdict and costs time."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT_OF_A_SHEET = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7"}
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31})
"""Control characters no sheet has use for; NUL is counted apart, 26-31 occur in exports as separators."""
LONGEST_WORD = 4096
"""Bytes a word is cut at; it may then end within a character."""
_WORD = re.compile(rb"[\x80-\xff][\x30-\xff]*")
"""The rest of a word from its first non-ASCII byte. No multi-byte encoding uses bytes below 0x30 inside a character, so cuts
are clean."""
_MAILED = re.compile(rb"\x1b\$[@B][!-~]{2,}\x1b\([BJ]")
"""Japanese in the form for mail (ISO-2022-JP), which is ASCII with signs that switch."""
_WORD_START = re.compile(rb"[\x30-\x7f]*$")


class Text(NamedTuple):
    """A file's bytes with the encoding that is known to decode all of them."""

    content: Content
    encoding: str
    bom: bytes
    sha256: str
    line_end: str | None
    guessed: bool
    """Whether neither a mark, nor the whole file being UTF-8, nor the user settled the encoding."""
    nul: bool
    """Whether the text holds NUL characters."""

    def open(self) -> TextIO:
        """The text after its byte order mark, line ends as they are."""
        stream = self.content.open()
        stream.seek(len(self.bom))
        return io.TextIOWrapper(cast("IO[bytes]", stream), self.encoding, "strict", newline="")

    def head(self, chars: int) -> str:
        with self.open() as stream:
            return stream.read(chars)

    def notes(self) -> tuple[str, ...]:
        notes = []
        if self.guessed:
            notes.append(f"The encoding was guessed as {self.encoding}; use --encoding if letters look wrong.")
        if self.nul:
            notes.append("The text holds NUL characters, which no spreadsheet shows; they were kept.")
        return tuple(notes)


class _Survey:
    """What one pass over the bytes tells."""

    def __init__(self) -> None:
        self.sha256 = ""
        self.wrong_at: int | None = None
        """Offset of the first byte the supposed encoding cannot decode."""
        self.nuls = 0
        self.controls = 0
        self.looked_at = 0
        """Bytes searched for control characters."""
        self.ends: Counter[str] = Counter()


def read_text(content: Content, path: str, forced: str | None, declared: str | None = None) -> Text:
    """The content as text in `forced`, else by its byte order mark, else in `declared` (by the file itself), else as judged.

    Raises UsageError for an encoding nobody knows, SheetError where no encoding fits to the last byte.
    """
    with content.open() as stream:
        head = stream.read(1 << 16)
    mark, marked = next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), (b"", None))
    if forced:
        name = _known(forced)
        if name == "utf-8-sig":
            name = "utf-8"
        elif name in {"utf-16", "utf-32"}:  # without a mark these mean the machine's own byte order: little-endian on a seller's
            name = marked if marked and marked.startswith(name) else f"{name}-le"
        bom = mark if marked == name else b""
    else:
        bom = mark
        mailed = "iso2022_jp" if _MAILED.search(head) else None
        name = marked or (_python_name(declared) if declared else None) or _wide(head) or mailed or "utf-8"
    survey = _survey(content, name, len(bom))
    if survey.wrong_at is None:
        if not (name.startswith(("utf-16", "utf-32")) or forced):
            _refuse_binary(survey, path)
        return Text(content, name, bom, survey.sha256, _line_end(survey, content, name, bom), guessed=False, nul=_has_nul(survey, name))
    if forced or marked or name != "utf-8":
        line, column, byte = _place(content, name, survey.wrong_at, len(bom))
        raise SheetError(
            f"{path}:{line}: byte 0x{byte:02x} at character {column} of the line is not {name}",
            "Leave --encoding away, or name another one." if forced else "Name the encoding the file really has: --encoding NAME.",
        )
    _refuse_binary(survey, path)
    name = _judge(content, path, survey)
    return Text(content, name, b"", survey.sha256, _line_end(survey, content, name, b""), guessed=True, nul=bool(survey.nuls))


def guess_name(raw: bytes) -> str:
    """A file name inside a zip as text; such names come in the packer's own code page."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        from sellercheck.sheets._guess import rank

        return raw.decode(rank((raw,), LONGEST_WORD)[0][1], "replace")


def _known(name: str) -> str:
    found = _python_name(name)
    if found is None:
        from sellercheck.families import did_you_mean

        common = ("utf-8", "utf-16", "gb18030", "gbk", "big5", "cp932", "shift_jis", "euc-jp", "euc-kr", "cp949", *_SINGLE_BYTE, "latin-1")
        raise UsageError("no encoding is called " + (f'"{name}"' if name.isprintable() else ascii(name)), did_you_mean(name, common))
    return found


def _python_name(name: str) -> str | None:
    """Python's name for it; None for what is unknown or no encoding of text.

    GBK, Big5, Shift_JIS and EUC-KR are read as the supersets Windows writes under these names.
    """
    try:
        info = codecs.lookup(name.strip())
        "a".encode(name.strip())
    except (LookupError, ValueError):  # ValueError: a NUL in the name; LookupError also: a codec, but not of text
        return None
    if info.name.replace("_", "-") in _NO_TEXT_OF_A_SHEET:
        return None
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950"}
    return wider.get(info.name, info.name)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin letters, digits, delimiters and line ends is NUL."""
    if head.count(0) < max(2, len(head) // 100):
        return None
    even, odd = head[::2], head[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # the NULs must stand on one side only, and a line end or tab must be among the characters
        if high.count(0) > 20 * low.count(0) and re.search(rb"[\n\r\t,;]", low):
            try:
                text = (
                    head[: len(head) & ~1].decode(name, "strict")
                    if len(head) < 1 << 16
                    else codecs.getincrementaldecoder(name)().decode(head)
                )
            except UnicodeDecodeError:
                continue
            if sum(map(_surely_text, text)) > 0.7 * len(text):
                return name
    return None


def _surely_text(char: str) -> bool:
    """A character that UTF-16 text is mostly made of, and pairs of random bytes mostly are not."""
    point = ord(char)
    return 32 <= point < 0x17F or point in {9, 10, 13} or 0x370 <= point < 0x700 or 0xE00 <= point < 0xE80 or 0x2010 <= point < 0x2123 \
        or 0x3000 <= point < 0x3100 or 0x4E00 <= point < 0xA000 or 0xAC00 <= point < 0xD7A4 or 0xFF00 <= point < 0xFFF0  # fmt: skip


def _survey(content: Content, encoding: str, skip: int) -> _Survey:
    """Reads all bytes; for UTF-8 ASCII chunks need no decoding, which makes this as fast as the checksum."""
    found = _Survey()
    digest = hashlib.sha256()
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder(encoding)()
    ascii_alike = not encoding.startswith(("utf-16", "utf-32"))
    number = offset = 0
    with content.open() as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            body = chunk[skip:] if not offset else chunk
            found.nuls += body.count(0)
            if number < 4:
                found.looked_at += len(body)
                found.controls += len(body) - len(body.translate(None, _CONTROLS))
            if ascii_alike:
                returns = body.count(b"\r")
                crlf, crcrlf = (body.count(b"\r\n"), body.count(b"\r\r\n")) if returns else (0, 0)
                found.ends.update({"\r\r\n": crcrlf, "\r\n": crlf - crcrlf, "\n": body.count(b"\n") - crlf, "\r": returns - crlf - crcrlf})
            if decoder is not None and not (ascii_alike and body.isascii() and encoding == "utf-8" and not decoder.getstate()[0]):
                pending = len(decoder.getstate()[0])
                try:
                    decoder.decode(body)
                except UnicodeDecodeError as error:
                    found.wrong_at = offset + (len(chunk) - len(body)) - pending + error.start
                    decoder = None
            number += 1
            offset += len(chunk)
    if decoder is not None:
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            found.wrong_at = offset - pending + error.start
    found.sha256 = digest.hexdigest()
    return found


def _sample(content: Content) -> tuple[bytes, ...]:
    """Words with non-ASCII bytes from all over the file."""
    stride, words, number, total = 1, list[bytes](), 0, 0
    with content.open() as stream:
        while chunk := stream.read(CHUNK):
            if number % stride == 0 and not chunk.isascii():
                # each chunk gives a share; when the basket is full every other word and from then on every other chunk is left out
                taken = 0
                for word in _words(chunk):
                    words.append(word)
                    taken += len(word)
                    if taken > SAMPLE_BYTES // 4:
                        break
                total += taken
                if total > SAMPLE_BYTES:
                    words, stride, total = words[::2], stride * 2, total // 2
            number += 1
    return tuple(words)


def _words(body: bytes) -> Iterator[bytes]:
    """Words with non-ASCII bytes; eight letters before these are context enough."""
    for match in _WORD.finditer(body):
        start = _WORD_START.search(body[max(0, match.start() - 8) : match.start()])
        yield (start[0] if start else b"") + match[0][:LONGEST_WORD]


def _refuse_binary(survey: _Survey, path: str) -> None:
    # A text has no use for control characters; random bytes have 7 % of them, and pictures and archives are not far off.
    if survey.controls > max(2, survey.looked_at // 50) or survey.nuls > max(8, survey.looked_at // 20):
        raise SheetError(f"{path}: holds binary data, not text", "Save the sheet as .xlsx or as CSV UTF-8, and check that file.")


def _has_nul(survey: _Survey, encoding: str) -> bool:
    return survey.nuls > 0 and not encoding.startswith(("utf-16", "utf-32"))


def _line_end(survey: _Survey, content: Content, encoding: str, bom: bytes) -> str | None:
    ends = survey.ends
    if not ends or not ends.total():  # UTF-16 and UTF-32 are counted as text, and their beginning is enough
        with content.open() as stream:
            stream.seek(len(bom))
            text = codecs.getincrementaldecoder(encoding)().decode(stream.read(CHUNK))
        crlf = text.count("\r\n")
        ends = Counter({"\r\n": crlf, "\n": text.count("\n") - crlf, "\r": text.count("\r") - crlf})
    end = max(ends, key=ends.__getitem__)
    return end if ends[end] else None


def _place(content: Content, encoding: str, offset: int, skip: int) -> tuple[int, int, int]:
    """Line, character within the line (both from 1) and value of the byte at `offset`."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    line, column, position, last = 1, 1, skip, ""
    with content.open() as stream:
        stream.seek(skip)
        while position < offset:
            chunk = stream.read(min(CHUNK, offset - position))
            if not chunk:
                break
            position += len(chunk)
            text = last + decoder.decode(chunk)
            last = "\r" if text.endswith("\r") else ""  # half of CR LF, perhaps
            text = text[: len(text) - len(last)]
            ends = text.count("\n") + text.count("\r") - text.count("\r\n")
            column = len(text) - max(text.rfind("\n"), text.rfind("\r")) if ends else column + len(text)
            line += ends
        line, column = (line + 1, 1) if last else (line, column)
        stream.seek(offset)
        byte = stream.read(1)
    return line, column, byte[0] if byte else 0


def _judge(content: Content, path: str, survey: _Survey) -> str:
    """The most plausible encoding that decodes the whole file."""
    from sellercheck.sheets._guess import far_behind, is_damaged_utf8, rank

    words = _sample(content)
    if is_damaged_utf8(words, LONGEST_WORD):
        line, column, byte = _place(content, "utf-8", survey.wrong_at or 0, 0)
        raise SheetError(
            f"{path}:{line}: byte 0x{byte:02x} at character {column} of the line is not UTF-8, though the rest of the file is",
            "Mend that line and save the file as UTF-8, or name the encoding to read it in: --encoding NAME.",
        )
    ranked = rank(words, LONGEST_WORD)
    best_cost, best = ranked[0]
    for cost, name in ranked:
        if cost > far_behind(best_cost):
            break
        if _wrong_at(content, name) is None:
            return name
    line, column, byte = _place(content, best, _wrong_at(content, best) or 0, 0)
    raise SheetError(
        f"{path}:{line}: byte 0x{byte:02x} at character {column} of the line fits no encoding the rest of the file is in ({best} comes nearest)",
        "Mend that line and save the file as UTF-8, or name the encoding to read it in: --encoding NAME.",
    )


def _wrong_at(content: Content, encoding: str) -> int | None:
    """Offset of the first byte that `encoding` cannot decode."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    with content.open() as stream:
        while True:
            chunk = stream.read(CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return offset - pending + error.start
            if not chunk:
                return None
            offset += len(chunk)
