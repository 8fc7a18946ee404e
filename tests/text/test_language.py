"""The language of a text, and no silly guess for too little of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.text.language import UNDETERMINED, detect_language

ARTICLES = Path(__file__).parents[2] / "sample" / "articles"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Russia has said Vietnam is a priority partner in the Asia-Pacific region.", "en"),
        ("Kedua negara berkomitmen memperluas investasi di sektor energi.", "id"),
        ("Harga naik dua persen karena permintaan tinggi.", "id"),
        ("Harga naik dua peratus kerana permintaan yang tinggi.", "ms"),
        ("Polis menahan dua lelaki selepas kejadian itu.", "ms"),
        ("Der Handel zwischen den beiden Ländern ist im letzten Jahr gewachsen.", "de"),
        ("Le commerce entre les deux pays a augmenté l'année dernière.", "fr"),
        ("El comercio entre los dos países creció el año pasado.", "es"),
        ("O comércio entre os dois países cresceu no ano passado.", "pt"),
        ("Торговля между двумя странами выросла в прошлом году.", "ru"),
        ("İki ülke arasındaki ticaret geçen yıl arttı.", "tr"),
        ("Thương mại giữa hai nước đã tăng trong năm ngoái.", "vi"),
        ("两国之间的贸易去年有所增长。", "zh"),
        ("両国間の貿易は昨年増加した。", "ja"),
        ("양국 간 무역은 지난해 증가했다.", "ko"),
        ("ازدادت التجارة بين البلدين في العام الماضي.", "ar"),
        ("ปีที่แล้วการค้าระหว่างสองประเทศเพิ่มขึ้น", "th"),
    ],
)
def test_knows_the_language_of_a_sentence(text: str, code: str) -> None:
    """Indonesian and Malay are told apart by the words that only one has."""
    guess = detect_language(text)
    assert guess.code == code
    assert 0.5 <= guess.confidence <= 1


@pytest.mark.parametrize(
    "text",
    ["", " \n", "2013", "26% …", "Hi", "Putin", "Vladimir Putin", "!!!", "\x1b[0m", "\ud800"],
)
def test_too_little_text_is_undetermined(text: str) -> None:
    """Names and numbers have no language."""
    assert detect_language(text) == (UNDETERMINED, 0.0)


@pytest.mark.parametrize(
    ("name", "code"), [("000_4d289289c287e045.txt", "id"), ("002_273a4ddc38e02ca3.txt", "en")]
)
def test_knows_the_two_articles(name: str, code: str) -> None:
    """A whole article is certain."""
    guess = detect_language((ARTICLES / name).read_text(encoding="utf-8"))
    assert guess.code == code
    assert guess.confidence > 0.95


def test_the_model_is_loaded_only_when_it_is_used() -> None:
    """Importing the module costs neither numpy nor the model."""
    code = "import sys, factcheck.text.language; print('numpy' in sys.modules)"
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
