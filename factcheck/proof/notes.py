"""Checkpoints as C2SP signed notes (tlog-checkpoint), signed with Ed25519.

    factcheck/desk/<desk id>
    <number of events>
    <root hash, base64>
    <blank line>
    — <key name> <base64 of four bytes of key id and the signature>

Formats: c2sp.org/signed-note and c2sp.org/tlog-checkpoint. Anyone with the public key can check one
with any implementation of those documents.
"""

from __future__ import annotations

import base64
import hashlib
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_SIGNATURE = "\u2014 "


class NoteError(ValueError):
    """A note is malformed, or its signature does not verify."""


class SignedCheckpoint(NamedTuple):
    """A checkpoint read from a note whose signature was verified."""

    origin: str
    size: int
    root: str


def public_bytes(key: Ed25519PrivateKey | Ed25519PublicKey) -> bytes:
    """Return the 32 raw bytes of the public key."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes_raw()


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes that name a key in a signed note."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """Return the key in the `name+id+base64` form that other verifiers read."""
    encoded = base64.b64encode(_ED25519 + public).decode()
    return f"{name}+{key_id(name, public).hex()}+{encoded}"


def origin_of(desk_id: str) -> str:
    """Return a desk's origin line."""
    return f"factcheck/desk/{desk_id}"


def sign_checkpoint(
    desk_id: str, size: int, root: str, *, name: str, key: Ed25519PrivateKey
) -> str:
    """Return the signed note that states a history's size and root.

    Args:
        desk_id: The desk's id.
        size: How many events the root covers.
        root: The RFC 6962 root in hex.
        name: The key's name (a reviewer's handle), without spaces or plus signs.
        key: The reviewer's private key.
    """
    encoded_root = base64.b64encode(bytes.fromhex(root)).decode()
    text = f"{origin_of(desk_id)}\n{size}\n{encoded_root}\n"
    signature = key_id(name, public_bytes(key)) + key.sign(text.encode())
    return f"{text}\n{_SIGNATURE}{name} {base64.b64encode(signature).decode()}\n"


def open_checkpoint(note: str, *, name: str, public: bytes) -> SignedCheckpoint:
    """Verify a note with a public key and return what it states.

    Raises:
        NoteError: If the note is malformed, has no signature by this key, or a false one.
    """
    text, separator, signatures = note.partition("\n\n")
    if not separator:
        msg = "the note has no signature"
        raise NoteError(msg)
    text += "\n"
    _verify_one(text, signatures, name, public)
    lines = text.splitlines()
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError) as error:
        msg = "the note does not state a size and a root"
        raise NoteError(msg) from error
    return SignedCheckpoint(origin, size, root.hex())


def _verify_one(text: str, signatures: str, name: str, public: bytes) -> None:
    for line in signatures.splitlines():
        if not line.startswith(f"{_SIGNATURE}{name} "):
            continue
        try:
            blob = base64.b64decode(line.rsplit(" ", 1)[1], validate=True)
        except ValueError as error:
            msg = "the signature is not base64"
            raise NoteError(msg) from error
        if blob[:4] != key_id(name, public):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], text.encode())
        except InvalidSignature as error:
            msg = f"the signature by {name} is false"
            raise NoteError(msg) from error
        return
    msg = f"the note is not signed by {name}"
    raise NoteError(msg)
