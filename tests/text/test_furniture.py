"""Page furniture is known by whole lines; sentences are never taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.text.furniture import MAX_LENGTH, is_furniture

if TYPE_CHECKING:
    from factcheck.text.furniture import Position

FURNITURE: tuple[tuple[str, str, Position, str], ...] = (
    ("Logo Bloomberg Technoz", "id", "first", "logo"),
    ("Reuters logo", "en", "first", "logo"),
    ("Follow us on: |", "en", "first", "follow"),
    ("Follow us on Facebook, Twitter | Instagram", "en", "last", "follow"),
    ("Ikuti kami di:", "id", "last", "follow"),
    ("Facebook Twitter WhatsApp", "en", "middle", "follow"),
    ("Share this:", "en", "middle", "share"),
    ("Share this article", "en", "middle", "share"),
    ("Bagikan ke Facebook", "id", "middle", "share"),
    ("(bbn)", "id", "last", "desk_initials"),
    ("(mib/aik)", "id", "middle", "desk_initials"),
    ("[lkl]", "id", "last", "desk_initials"),
    ("No more pages", "id", "last", "pages"),
    ("Load more…", "en", "last", "pages"),
    ("Halaman 2 dari 3", "id", "middle", "pages"),
    ("Selanjutnya »", "id", "middle", "pages"),
    ("Source: Agencies", "en", "last", "source"),
    ("Sumber: Antara, Reuters", "id", "last", "source"),
    ("Source : The Jakarta Post", "en", "first", "source"),
    ("Baca juga: Putin Tiba di Hanoi", "id", "middle", "read_also"),
    ("BACA JUGA", "id", "middle", "read_also"),
    ("Related articles", "en", "last", "read_also"),
    ("ADVERTISEMENT", "en", "middle", "advertisement"),
    ("- Advertisement -", "en", "middle", "advertisement"),
    ("Advertisement Scroll to continue with content", "id", "middle", "advertisement"),
    ("Iklan", "id", "middle", "advertisement"),
    ("© 2025 Bloomberg L.P. All rights reserved.", "en", "last", "copyright"),
    ("Copyright 2013 Agence France-Presse. All rights reserved", "en", "last", "copyright"),
    ("Hak Cipta Dilindungi Undang-Undang", "id", "last", "copyright"),
    ("Berlangganan", "id", "middle", "sign_up"),
    ("Sign up for our newsletter", "en", "middle", "sign_up"),
    ("Home > Business > Energy", "en", "first", "navigation"),
    ("Back to top", "en", "last", "navigation"),
    ("Tags: Vietnam, Rusia, LNG", "id", "last", "navigation"),
    ("Foto: Antara/Yudhi", "id", "middle", "credit"),
    ("(Photo: AFP)", "en", "middle", "credit"),
    ("* * *", "en", "middle", "separator"),
    ("---------", "en", "middle", "separator"),
)

TEXT: tuple[tuple[str, str, Position], ...] = (
    ("Logo baru Garuda Indonesia diluncurkan kemarin.", "id", "first"),
    ("Logo perusahaan itu berubah", "id", "first"),
    ("Jaguar Unveils New Logo", "en", "first"),
    ("Logo Bloomberg Technoz", "id", "middle"),
    ("Follow us on the long road to Hanoi, said Putin.", "en", "middle"),
    ("Share prices fell 5% on Monday.", "en", "middle"),
    ("Bagikan beras itu kepada warga.", "id", "middle"),
    ("(LNG)", "id", "middle"),
    ("(Putin left on Wednesday.)", "en", "last"),
    ("No more pages were found in the archive.", "en", "last"),
    ("Load more trucks, the minister said", "en", "middle"),
    ("Source: the minister told reporters that trade rose by 26%", "en", "last"),
    ("Source: Agencies", "en", "middle"),
    ("Sumber daya alam Vietnam melimpah.", "id", "last"),
    ("Sumber: pemerintah mengatakan ekspor naik", "id", "last"),
    ("Baca juga naskah itu dengan teliti, katanya.", "id", "middle"),
    ("Related costs rose.", "en", "middle"),
    ("Advertisement spending rose by 3%.", "en", "middle"),
    ("Iklan rokok dilarang.", "id", "middle"),
    ("Copyright law of 2013 was changed by parliament.", "en", "last"),
    ("Copyright 2013 rules were rejected by the court", "en", "last"),
    ("Register your claim before Friday.", "en", "middle"),
    ("Home prices rose.", "en", "first"),
    ("Print media lost readers", "en", "middle"),
    ("Tags: Vietnam, Rusia, LNG", "id", "middle"),
    ("Foto itu palsu.", "id", "middle"),
    ("Photo: the president shakes hands with Putin in Hanoi", "en", "middle"),
    ("26%", "en", "middle"),
    ("Masuk", "de", "middle"),
    ("Cari", "it", "middle"),
    ("", "en", "first"),
)


@pytest.mark.parametrize(("line", "language", "position", "rule"), FURNITURE)
def test_knows_furniture_by_its_line(
    line: str, language: str, position: Position, rule: str
) -> None:
    """White space around the line does not count."""
    assert is_furniture(f" {line}\n", language, position=position) == rule


@pytest.mark.parametrize(("line", "language", "position"), TEXT)
def test_never_hides_text(line: str, language: str, position: Position) -> None:
    """What says something stays to be checked, even where it begins like furniture."""
    assert is_furniture(line, language, position=position) is None


def test_a_long_or_broken_line_is_text() -> None:
    """A rule that ends in `.*` cannot swallow a paragraph."""
    assert is_furniture("Baca juga: " + "x" * MAX_LENGTH, "id", position="middle") is None
    assert is_furniture("Baca juga: satu\ndua", "id", position="middle") is None
