"""Bytes to characters: strictly, and where that fails, saying what was lost.

Order: signatures of formats that are not text, byte order marks, UTF-8, UTF-8 with a few damaged or
surrogate bytes, and only then a guess: for Latin letters by the language, for all other writing by
`charset-normalizer`. A guess is always a warning.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from charset_normalizer import from_bytes

from factcheck.domain.errors import IngestError
from factcheck.text.language import detect_language
from factcheck.text.safe import one_line


class Decoded(NamedTuple):
    """Text out of bytes.

    Attributes:
        text: The characters, not yet normalised; lone surrogates are possible.
        encoding: Python's name of the encoding.
        warnings: What a person should know, one sentence each.
    """

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


# First bytes of what is plainly not a text file, with the name that a person knows it by.
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"PK\x03\x04", "a ZIP archive, or a Word, OpenDocument or EPUB document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ\x90\x00", "a program (Windows)"),
    (b"\xcf\xfa\xed\xfe", "a program (Mach-O)"),
    (b"\xca\xfe\xba\xbe", "a program (Java or Mach-O)"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"RIFF", "a RIFF recording or picture"),
    (b"\x00\x01\x00\x00\x00", "a font"),
    (b"wOFF", "a web font"),
    (b"wOF2", "a web font"),
)
_MP4_MARK: Final = slice(4, 8)

# Longer marks first: UTF-32 LE begins with the mark of UTF-16 LE.
_BYTE_ORDER_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

MAX_NUL_SHARE: Final = 0.01
MAX_CONTROL_SHARE: Final = 0.30
"""Control characters that strict UTF-8 may hold: a file of terminal escapes is still text."""
MAX_CONTROL_SHARE_GUESSED: Final = 0.02
GUESS_SAMPLE: Final = 1 << 18

MAX_HIGH_SHARE: Final = 0.3
"""Bytes beyond ASCII among the letters of a text that is written in Latin letters."""

# Code pages of languages in Latin letters that are not written in Western European ones.
_CENTRAL: Final = ("cp1250", "iso8859_2")
_PAGES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), _CENTRAL),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257",)),
    **dict.fromkeys(("az", "tr"), ("cp1254",)),
    "vi": ("cp1258",),
}
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_ASCII_LETTER: Final = re.compile(rb"[A-Za-z]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_MULTI_BYTE: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_SURROGATE_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str) -> Decoded:
    """Return the text that `data` holds.

    Args:
        data: The bytes of a file, whole.
        name: The file as the person named it, for errors.

    Returns:
        The text with its encoding and warnings.

    Raises:
        IngestError: The bytes are not text; the message says what they seem to be.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], encoding, name)
    _refuse_known_formats(data, name)
    if b"\x00" in data:
        wide = _wide_without_mark(data)
        if wide is not None:
            return wide
        if data.count(0) > MAX_NUL_SHARE * len(data):
            raise _binary(name, "binary data")
    decoded = _utf_8(data) or _guessed(data, name)
    limit = MAX_CONTROL_SHARE if decoded.encoding == "utf-8" else MAX_CONTROL_SHARE_GUESSED
    return _checked(decoded, limit, name)


def _refuse_known_formats(data: bytes, name: str) -> None:
    """Refuse what begins like a format that is not text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(name, what)
    if data[_MP4_MARK] == b"ftyp":
        raise _binary(name, "an MP4 video or recording")


def _binary(name: str, what: str) -> IngestError:
    """Return the refusal of a file that is not text."""
    return IngestError(
        f"“{one_line(name)}” is not a text file: it seems to be {what}.",
        path=name,
        hint="Save its text as a plain text file (UTF-8) and ingest that.",
    )


def _checked(decoded: Decoded, limit: float, name: str) -> Decoded:
    """Return `decoded`, unless so much of it is control characters that it cannot be text."""
    if len(_CONTROLS.findall(decoded.text)) > limit * len(decoded.text):
        raise _binary(name, "binary data")
    return decoded


def _with_mark(data: bytes, encoding: str, name: str) -> Decoded:
    """Decode what a byte order mark says the encoding of."""
    if encoding == "utf-8":
        decoded = _utf_8(data) or _damaged(data, encoding)
        return _checked(decoded, MAX_CONTROL_SHARE, name)
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        decoded = _damaged(data, encoding)
        # Two bytes can begin any binary file; what then decodes badly was no text.
        if decoded.text.count("\ufffd") > MAX_NUL_SHARE * len(decoded.text) + 1:
            raise _binary(name, "binary data") from None
        return decoded
    return _checked(_joined(text, encoding), MAX_CONTROL_SHARE, name)


def _utf_8(data: bytes) -> Decoded | None:
    """Decode UTF-8, with a few damaged bytes or encoded surrogates; None where it is not UTF-8."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return _joined(data.decode("utf-8", "surrogatepass"), "utf-8")
    except UnicodeDecodeError as error:
        # A character cut off by the file's end damages nothing else.
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return _damaged(data, "utf-8")
    decoded = _damaged(data, "utf-8")
    # In an 8-bit encoding bytes hardly ever make a valid multi-byte character by chance.
    bad = decoded.text.count("\ufffd")
    return decoded if bad <= len(_MULTI_BYTE.findall(data)) else None


def _joined(text: str, encoding: str) -> Decoded:
    """Join surrogate pairs that were encoded one by one, and tell of those that stay alone."""
    pairs = len(_SURROGATE_PAIR.findall(text))
    if pairs:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    lone = len(_LONE_SURROGATE.findall(text))
    warnings = []
    if pairs and encoding == "utf-8":
        warnings.append(
            f"{_count(pairs, 'character')} encoded as a surrogate pair (CESU-8) put together."
        )
    if lone:
        warnings.append(f"{_count(lone, 'lone surrogate')} replaced by U+FFFD.")
    return Decoded(text, encoding, tuple(warnings))


def _damaged(data: bytes, encoding: str) -> Decoded:
    """Decode what is not quite valid, with U+FFFD for what is not."""
    try:
        data.decode(encoding)
        first = 0
    except UnicodeDecodeError as error:
        first = error.start
    already = data.decode(encoding, "ignore").count("\ufffd")
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - already
    warning = (
        f"{_count(lost, 'damaged place')} in the {encoding} text replaced by U+FFFD, "
        f"the first at byte {first}."
    )
    return Decoded(text, encoding, (warning,))


def _wide_without_mark(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a byte order mark: every second byte of Latin text is NUL."""
    if len(data) % 2:
        return None
    half = len(data) / 2
    even, odd = data[::2].count(0) / half, data[1::2].count(0) / half
    for encoding, nul, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if nul > 0.5 and other < MAX_NUL_SHARE:  # noqa: PLR2004 - half of the units are Latin
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return Decoded(text, encoding, (f"Read as {encoding}, which the file does not say.",))
    return None


def _guessed(data: bytes, name: str) -> Decoded:
    """Decode with the encoding that the bytes most look like."""
    encoding = _latin_page(data)
    if encoding is None:
        best = from_bytes(data[:GUESS_SAMPLE]).best()
        if best is None:
            raise _binary(name, "binary data")
        encoding = best.encoding
    text = data.decode(encoding, "replace")
    note = f"Not UTF-8: the encoding was guessed to be {encoding}; look at its letters."
    lost = text.count("\ufffd")
    if lost:
        note += f" {_count(lost, 'character')} could not be read."
    return Decoded(text, encoding, (note,))


def _latin_page(data: bytes) -> str | None:
    """Return the code page of the language that text in Latin letters is in.

    Its plain letters give the language away, and the language the code page: surer than to judge by
    the few accented letters alone, which charset-normalizer got right for 4 of 25 Spanish texts.
    """
    sample = data[:GUESS_SAMPLE]
    high = len(_HIGH.findall(sample))
    if high > MAX_HIGH_SHARE * (high + len(_ASCII_LETTER.findall(sample))):
        return None
    language = detect_language(sample.decode("cp1252", "replace")).code
    for page in _PAGES.get(language, ("cp1252",)):
        try:
            text = data.decode(page)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return page
    return None


def _count(number: int, noun: str) -> str:
    """Return `1 character` or `2 characters`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
