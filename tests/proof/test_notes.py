"""Signed notes: round trips, published vectors, and every alteration refused."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

import hypothesis
import hypothesis.strategies as st
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.proof import notes
from factcheck.proof.notes import NoteError, open_checkpoint, sign_checkpoint

KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ROOT: Final = hashlib.sha256(b"root").hexdigest()
DESK: Final = "01890a5d-ac96-774b-bcce-b302099a8057"
NOTE: Final = sign_checkpoint(DESK, 42, ROOT, name="ana", key=KEY)
PUBLIC: Final = notes.public_bytes(KEY)


def test_the_form_of_a_note() -> None:
    """C2SP tlog-checkpoint: origin, size, root, an empty line, the signature line."""
    lines = NOTE.splitlines()
    assert lines[:4] == [
        f"factcheck/desk/{DESK}",
        "42",
        base64.b64encode(bytes.fromhex(ROOT)).decode(),
        "",
    ]
    mark, name, signature = lines[4].split(" ")
    assert (mark, name, len(lines), NOTE[-1]) == ("\u2014", "ana", 5, "\n")
    blob = base64.b64decode(signature)
    assert (len(blob), blob[:4]) == (68, notes.key_id("ana", PUBLIC))
    KEY.public_key().verify(blob[4:], ("\n".join(lines[:3]) + "\n").encode())


def test_published_key_id() -> None:
    """The example of golang.org/x/mod/sumdb/note, by another implementation of the document."""
    verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    public = base64.b64decode(verifier.rsplit("+", 1)[1])[1:]
    assert notes.key_id("PeterNeumann", public).hex() == "c74f20a3"
    assert notes.verifier_key("PeterNeumann", public) == verifier


def test_published_note_verifies() -> None:
    """The signature of that package's documentation, over a text that is no checkpoint."""
    verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    public = base64.b64decode(verifier.rsplit("+", 1)[1])[1:]
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = (
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfq"
        "dngotpRZb6KE6RyyBwJnAM=\n"
    )
    notes._verify_one(text, signature, "PeterNeumann", public)
    with pytest.raises(NoteError, match="does not state"):
        open_checkpoint(f"{text}\n{signature}", name="PeterNeumann", public=public)
    with pytest.raises(NoteError, match="is false"):
        notes._verify_one(text.replace("is", "was"), signature, "PeterNeumann", public)


@hypothesis.given(
    size=st.integers(0, 10**12),
    root=st.binary(min_size=32, max_size=32),
    name=st.text(st.characters(categories=["L", "N"], include_characters="-_."), min_size=1),
    secret=st.binary(min_size=32, max_size=32),
)
def test_round_trip(size: int, root: bytes, name: str, secret: bytes) -> None:
    """What was signed is what is read, whoever signed it."""
    key = Ed25519PrivateKey.from_private_bytes(secret)
    note = sign_checkpoint(DESK, size, root.hex(), name=name, key=key)
    stated = open_checkpoint(note, name=name, public=notes.public_bytes(key))
    assert stated == (f"factcheck/desk/{DESK}", size, root.hex())


@hypothesis.given(at=st.integers(0, len(NOTE) - 1), character=st.characters())
def test_an_altered_note_is_refused(at: int, character: str) -> None:
    """Any character of it: it states the same as before, or it is refused, and never crashes."""
    altered = NOTE[:at] + character + NOTE[at + 1 :]
    try:
        stated = open_checkpoint(altered, name="ana", public=PUBLIC)
    except NoteError:
        return
    # Base64 has spare bits at its end, and text after the signature signs nothing.
    assert stated == (f"factcheck/desk/{DESK}", 42, ROOT)


@hypothesis.given(st.text())
def test_noise_is_refused(noise: str) -> None:
    """By its own error, whatever it is."""
    for note in (noise, f"{noise}\n\n\u2014 ana {noise}\n", f"a\n1\n\n\u2014 ana {noise}"):
        with pytest.raises(NoteError):
            open_checkpoint(note, name="ana", public=PUBLIC)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n42\n", "\n41\n"),
        ("\n42\n", "\n042\n"),
        (DESK, DESK[::-1]),
        ("factcheck/desk", "factcheck/desk2"),
        ("\n\n", "\nextension\n\n"),
        ("\u2014 ana ", "\u2014 ben "),
        ("\u2014 ana ", "- ana "),
        ("\n\n", "\n"),
    ],
)
def test_a_forged_statement_is_refused(old: str, new: str) -> None:
    """Size, desk, added lines, another name."""
    assert old in NOTE
    with pytest.raises(NoteError):
        open_checkpoint(NOTE.replace(old, new, 1), name="ana", public=PUBLIC)


def test_another_key_is_refused() -> None:
    """Of the same name."""
    with pytest.raises(NoteError, match="not signed by ana"):
        open_checkpoint(NOTE, name="ana", public=notes.public_bytes(OTHER))


def test_a_second_signature_does_no_harm() -> None:
    """A note may be signed by more than one; each is checked by his own key."""
    other = sign_checkpoint(DESK, 42, ROOT, name="ben", key=OTHER)
    both = NOTE + other.splitlines(keepends=True)[-1]
    for name, key in (("ana", KEY), ("ben", OTHER)):
        stated = open_checkpoint(both, name=name, public=notes.public_bytes(key))
        assert stated.size == 42
