"""The two real articles come out sentence by sentence, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.ingest.document import Fact
from factcheck.ingest.textfile import read_text_file

ARTICLES = Path(__file__).parents[2] / "sample" / "articles"

# Each article as a person reads it: (kind, characters).
INDONESIAN = (
    ("furniture", "Logo Bloomberg Technoz"),
    (
        "sentence",
        (
            "Kunjungan Mishustin selama dua hari ini terjadi lebih dari enam bulan setelah "
            "Presiden Vladimir Putin berkunjung ke Hanoi."
        ),
    ),
    (
        "sentence",
        (
            "Saat itu, Putin mengatakan Rusia siap membantu pembangunan fasilitas gas alam cair "
            "(LNG) di Vietnam serta menyediakan LNG dari Rusia."
        ),
    ),
    (
        "sentence",
        (
            "Kedua negara juga berkomitmen memperluas investasi di sektor energi serta "
            "meningkatkan kerja sama pertahanan dan keamanan."
        ),
    ),
    (
        "sentence",
        (
            "Meski Rusia bukan mitra dagang utama, perdagangan bilateral antara keduanya meningkat "
            "26% tahun lalu menjadi sekitar US$4,6 miliar."
        ),
    ),
    (
        "sentence",
        (
            "Vietnam juga telah memanfaatkan dukungan perusahaan Rusia untuk mengeksplorasi dan "
            "mengebor minyak serta gas di Laut China Selatan."
        ),
    ),
    (
        "sentence",
        (
            "Tahun lalu, perusahaan minyak milik negara Rusia, Zarubezhneft, memperoleh izin "
            "eksplorasi di Cekungan Nam Con Son."
        ),
    ),
    (
        "sentence",
        (
            "Selain itu, Vietnam bekerja sama dengan Rosatom untuk membangun mikroreaktor 10 "
            "megawatt di pusat penelitian sains dan teknologi nuklir yang direncanakan di Provinsi "
            "Dong Nai, seperti yang diumumkan pemerintah Vietnam."
        ),
    ),
    ("sentence", "Tahun ini menandai 75 tahun hubungan diplomatik antara Vietnam dan Rusia."),
    (
        "sentence",
        (
            "Kedua negara meningkatkan hubungan menjadi kemitraan strategis komprehensif—tingkat "
            "kerja sama tertinggi Vietnam—pada 2012."
        ),
    ),
    (
        "sentence",
        (
            "Selain Rusia, Vietnam juga memiliki tingkat kemitraan yang sama dengan delapan negara "
            "lain, termasuk AS, China, dan India."
        ),
    ),
    (
        "sentence",
        (
            "Menurut situs resmi pemerintah Vietnam, kunjungan Mishustin menunjukkan “keinginan "
            "dan tekad para pemimpin tertinggi kedua negara” untuk terus mengembangkan kemitraan "
            "strategis komprehensif, mengutip pernyataan Duta Besar Vietnam untuk Rusia, Dang Minh "
            "Khoi."
        ),
    ),
    (
        "sentence",
        (
            "Vietnam, yang termasuk dalam sembilan negara Asia Tenggara yang abstain dari kecaman "
            "terhadap kekerasan Rusia di Ukraina, mengambil sikap netral dan menyerukan "
            "penyelesaian konflik melalui diplomasi."
        ),
    ),
    (
        "sentence",
        (
            "Dalam sebuah artikel di surat kabar milik pemerintah Vietnam, Putin berterima kasih "
            "atas “sikap seimbang” Vietnam terhadap Ukraina dan dukungannya terhadap “jalur "
            "pragmatis untuk menyelesaikan krisis secara damai.”"
        ),
    ),
    ("furniture", "(bbn)"),
    ("furniture", "No more pages"),
)

ENGLISH = (
    ("furniture", "Follow us on: |"),
    ("sentence", "The two countries are eyeing a bilateral trade of $10 billion by 2020."),
    ("sentence", "Russia has said Vietnam is a priority partner in the Asia-Pacific region."),
    (
        "sentence",
        (
            "“Vietnam has been a long-term, trustworthy partner for Russia…and political dialogue "
            "between the two countries is at a high level,” said Putin following talks with the "
            "country’s leadership."
        ),
    ),
    (
        "sentence",
        (
            "“We had very substantial, useful and successful talks with the Vietnamese president "
            "and prime minister,” Putin said at the meeting with Communist Party of Vietnam "
            "General Secretary Nguyen Phu Trong."
        ),
    ),
    (
        "sentence",
        (
            "President Truong Tan Sang said Vietnam “has always considered Comrade Putin our very "
            "close friend.”"
        ),
    ),
    (
        "sentence",
        (
            "Agreements signed included on military deals, science and technology, as well as on "
            "extradition."
        ),
    ),
    ("sentence", "Vietnam has become a major buyer of Russian weapons since 2010."),
    (
        "sentence",
        (
            "“Trade can be further increased by creating a free trade zone between Customs Union "
            "members and Vietnam."
        ),
    ),
    ("sentence", "Active negotiations to this effect are underway,” said Putin."),
    (
        "sentence",
        (
            "Gazprom Neft, the oil arm of Russia’s state-controlled energy giant Gazprom, and "
            "Petrovietnam agreed on the modernization of the Dung Quat oil refinery in Quang Ngai "
            "province, Gazprom Neft chief executive Alexander Dyukov told reporters."
        ),
    ),
    (
        "sentence",
        (
            "Russia is also trying to garner a significant share of Vietnam’s growing nuclear "
            "power market."
        ),
    ),
    (
        "sentence",
        (
            "“Our cooperation in nuclear power is not limited at the construction of Vietnam’s "
            "first nuclear power plant, but also includes training human resources and building a "
            "nuclear technology training center in Vietnam,” Putin said."
        ),
    ),
    (
        "sentence",
        (
            "Russia is increasing strategic cooperation in the region even as the US has announced "
            "a much-hyped Asia Pivot that many believe is a move aimed to contain the rise of "
            "China."
        ),
    ),
    (
        "sentence",
        (
            "Chinese President Xi Jinping has said recently that Beijing would like to work "
            "together with Russia to maintain security and stability in the Asia-Pacific region."
        ),
    ),
    (
        "sentence",
        (
            "“Today, given that the Asia-Pacific region’s growing role in global politics and the "
            "global economy, the Chinese side is interested in seeing Russia continue to be "
            "present in the region, and also play a significant role in the development of this "
            "region,” said Xi on the sidelines of the 2013 APEC summit in Bali, Indonesia."
        ),
    ),
    (
        "sentence",
        "Putin is set to continue his Asian tour with a visit to South Korea on Wednesday.",
    ),
    ("furniture", "Source: Agencies"),
)

NAMES = ("000_4d289289c287e045.txt", "002_273a4ddc38e02ca3.txt")
CASES = tuple(zip(NAMES, (INDONESIAN, ENGLISH), strict=True))


@pytest.mark.parametrize(("name", "expected"), CASES, ids=["Indonesian", "English"])
def test_every_sentence_is_an_exact_span(name: str, expected: tuple[tuple[str, str], ...]) -> None:
    """None lost, none joined, none cut; furniture is kept and marked."""
    document = read_text_file(ARTICLES / name)
    found = [(span.kind, document.text[span.start : span.end]) for span in document.sentences]
    assert found == list(expected)


@pytest.mark.parametrize(("name", "expected"), CASES, ids=["Indonesian", "English"])
def test_nothing_but_white_space_lies_between(
    name: str, expected: tuple[tuple[str, str], ...]
) -> None:
    """The spans are in order, do not overlap and leave out no character."""
    document = read_text_file(ARTICLES / name)
    at = 0
    for span in document.sentences:
        assert document.text[at : span.start].strip() == ""
        assert span.start < span.end
        at = span.end
    assert document.text[at:].strip() == ""
    assert len(document.sentences) == len(expected)


def test_the_furniture_of_both_is_known_by_its_rule() -> None:
    """The rule says why a line is not counted."""
    rules = [
        [span.rule for span in read_text_file(ARTICLES / name).sentences if span.rule]
        for name in NAMES
    ]
    assert rules == [["logo", "desk_initials", "pages"], ["follow", "source"]]


def test_what_the_texts_say_of_themselves() -> None:
    """Publisher where a line names it; no title and no date, since neither text gives one."""
    indonesian, english = (read_text_file(ARTICLES / name) for name in NAMES)
    assert (indonesian.language, english.language) == ("id", "en")
    assert indonesian.metadata == {
        "publisher": Fact(
            value="Bloomberg Technoz", how="found", note="from the line “Logo Bloomberg Technoz”"
        )
    }
    assert english.metadata == {
        "publisher": Fact(value="Agencies", how="found", note="from the line “Source: Agencies”")
    }
    assert (indonesian.warnings, english.warnings) == ((), ())
    assert (indonesian.encoding, english.encoding) == ("utf-8", "utf-8")
