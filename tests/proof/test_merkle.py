"""Merkle roots against RFC 6962's published vectors and against the `pymerkle` package."""

from __future__ import annotations

import hashlib

import hypothesis
import hypothesis.strategies as st
import pytest
from pymerkle import InmemoryTree

from factcheck.proof.merkle import EMPTY_ROOT, Frontier, leaf_hash, root_of

# Inputs and roots of the Certificate Transparency project's reference tests of RFC 6962 trees
# (github.com/google/certificate-transparency, merkletree/merkle_tree_test.cc).
CT_INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_published_vectors() -> None:
    """The root after each of the eight leaves."""
    frontier = Frontier()
    for given, root in zip(CT_INPUTS, CT_ROOTS, strict=True):
        frontier.append(leaf_hash(bytes.fromhex(given)))
        assert frontier.root() == root
    assert frontier.size == 8


def test_the_empty_tree() -> None:
    """RFC 6962, section 2.1: the hash of nothing."""
    assert root_of([]) == Frontier().root() == EMPTY_ROOT
    assert EMPTY_ROOT == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_leaves_and_nodes_are_hashed_apart() -> None:
    """Or a node could be passed off as an event (second preimage)."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    pair = bytes.fromhex(left + right)
    assert leaf_hash(pair) != root_of([left, right])
    assert root_of([left, right]) == hashlib.sha256(b"\x01" + pair).hexdigest()


@hypothesis.given(st.lists(st.binary(max_size=40), max_size=70))
def test_equals_pymerkle(entries: list[bytes]) -> None:
    """Another implementation of the same document, at every size up to 70."""
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    expected = tree.get_root().hex() if entries else EMPTY_ROOT
    assert root_of(leaf_hash(entry) for entry in entries) == expected


@hypothesis.given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_every_change_changes_the_root(entries: list[bytes], data: st.DataObject) -> None:
    """A leaf altered, removed, doubled or moved."""
    leaves = [leaf_hash(entry) for entry in entries]
    at = data.draw(st.integers(0, len(leaves) - 1))
    altered = [*leaves[:at], leaf_hash(b"other one"), *leaves[at + 1 :]]
    removed = leaves[:at] + leaves[at + 1 :]
    doubled = [*leaves[: at + 1], *leaves[at:]]
    moved = leaves[::-1]
    root = root_of(leaves)
    assert root not in {root_of(altered), root_of(removed), root_of(doubled)}
    assert (root_of(moved) == root) == (moved == leaves)


@hypothesis.given(st.lists(st.binary(max_size=4), max_size=70))
def test_the_frontier_stays_small(entries: list[bytes]) -> None:
    """A root over n events takes log2(n) hashes of memory."""
    frontier = Frontier()
    for entry in entries:
        frontier.append(leaf_hash(entry))
        assert len(frontier._peaks) == frontier.size.bit_count()


@pytest.mark.parametrize("leaf", ["zz", "0"])
def test_a_leaf_is_hexadecimal(leaf: str) -> None:
    """Anything else is a fault of the program, not silently hashed."""
    with pytest.raises(ValueError, match="hexadecimal"):
        Frontier().append(leaf)
