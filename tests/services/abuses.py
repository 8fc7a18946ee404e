"""Ways to tamper with a desk, each with what verification has to name as broken."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from factcheck.proof.canonical import canonical_json, parse_json
from factcheck.proof.merkle import leaf_hash
from tests.support.raw import ask, raw, run_unguarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.desks import Desks

    Abuse = Callable[[Desks], None]


def rechain(desks: Desks, bodies: list[str]) -> None:
    """Write another history: every event given its number, its place in the chain and its hash."""
    with unguarded(desks) as connection:
        columns = list(
            connection.execute(text("SELECT * FROM event ORDER BY seq")).mappings().all()
        )
        connection.execute(text("DELETE FROM event"))
        last = "0" * 64
        by_id = {row["id"]: dict(row) for row in columns}
        for seq, body in enumerate(bodies, start=1):
            event = {**parse_json(body), "seq": seq, "prev": last}
            new = canonical_json(event)
            last = leaf_hash(new)
            row = {**by_id[event["id"]], "seq": seq, "leaf": last, "body": new.decode()}
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO event ({names}) VALUES ({marks})"), row)  # noqa: S608 - own names


def bodies(desks: Desks) -> list[str]:
    """Return the canonical text of every event."""
    return [row.body for row in ask(desks, "SELECT body FROM event ORDER BY seq")]


def archived(desks: Desks) -> list[str]:
    """Return the digests of the original bytes."""
    return [row.sha256 for row in ask(desks, "SELECT sha256 FROM document")]


def shelf_file(desks: Desks, digest: str) -> str:
    """Return where an archived file lies."""
    return str(desks.folder / "sources" / digest[:2] / digest)


# --------------------------------------------------------------------------- the dozen and more


def edit_a_row(desks: Desks) -> None:
    """Change what a reviewer wrote."""
    assert run_unguarded(desks, "UPDATE claim SET claimant = 'Nobody'") == 1


def edit_a_verdict(desks: Desks) -> None:
    """Turn a rating round."""
    assert run_unguarded(desks, "UPDATE verdict SET rating_code = 'true'") == 1


def add_a_row(desks: Desks) -> None:
    """Put a reviewer on record whom nobody took in."""
    run_unguarded(
        desks,
        "INSERT INTO reviewer (id, handle, name, public_key, created_at, version) "
        "VALUES ('x', 'eve', 'Eve', '', '2026-01-01 00:00:00', 1)",
    )


def delete_a_row(desks: Desks) -> None:
    """Remove a verdict without an event."""
    assert run_unguarded(desks, "DELETE FROM verdict") == 1


def raise_a_version(desks: Desks) -> None:
    """Nothing that anybody sees, but not what the history says."""
    assert run_unguarded(desks, "UPDATE claim SET version = version + 1") == 1


def edit_an_event(desks: Desks) -> None:
    """Change one word in an event's text."""
    seq = len(bodies(desks))
    body = bodies(desks)[-1].replace("half-true", "half-tru3")
    assert run_unguarded(desks, "UPDATE event SET body = :b WHERE seq = :s", b=body, s=seq) == 1


def edit_an_event_and_its_hash(desks: Desks) -> None:
    """The last event, so that no later one gives it away, with row and hash put to match."""
    event = parse_json(bodies(desks)[-1])
    event["changes"][0]["after"]["rating_code"] = "true"
    event["asked"]["rating_code"] = "true"
    body = canonical_json(event)
    edit_a_verdict(desks)
    run_unguarded(
        desks,
        "UPDATE event SET body = :b, leaf = :l WHERE seq = :s",
        b=body.decode(),
        l=leaf_hash(body),
        s=event["seq"],
    )


def delete_the_last_event(desks: Desks) -> None:
    """And leave the rows."""
    assert run_unguarded(desks, "DELETE FROM event WHERE action = 'verdict.record'") == 1


def delete_the_last_event_and_its_row(desks: Desks) -> None:
    """As though the verdict had never been."""
    delete_a_row(desks)
    delete_the_last_event(desks)


def delete_an_event_in_the_middle(desks: Desks) -> None:
    """A gap."""
    assert run_unguarded(desks, "DELETE FROM event WHERE action = 'sentence.mark'") == 1


def swap_two_events(desks: Desks) -> None:
    """Each keeps its text, at the other's place."""
    for old, new in ((4, 400), (5, 4), (400, 5)):
        assert run_unguarded(desks, "UPDATE event SET seq = :n WHERE seq = :o", n=new, o=old) == 1


def insert_an_event(desks: Desks) -> None:
    """At the end, with a hash that fits its text, but a chain that does not."""
    event = {**parse_json(bodies(desks)[-1]), "id": "forged", "seq": len(bodies(desks)) + 1}
    event["changes"] = []
    body = canonical_json(event)
    run_unguarded(
        desks,
        "INSERT INTO event SELECT :s, 'forged', at, actor, action, article_id, claim_id, "
        "source_id, undoes, :l, :b FROM event WHERE seq = :s - 1",
        s=event["seq"],
        l=leaf_hash(body),
        b=body.decode(),
    )


def truncate_and_rechain(desks: Desks) -> None:
    """A history that is sound in itself, one early event short: only a checkpoint can tell."""
    kept = [body for body in bodies(desks) if parse_json(body)["action"] != "sentence.mark"]
    rechain(desks, kept)
    # The row as it was before the mark.
    run_unguarded(
        desks, "UPDATE sentence SET mark = 'untouched', version = 1 WHERE mark = 'not_a_claim'"
    )
    run_unguarded(desks, "DELETE FROM checkpoint")


def roll_back_and_rechain(desks: Desks) -> None:
    """Everything after the founding gone, checkpoints inside too."""
    rechain(desks, bodies(desks)[:1])
    with unguarded(desks) as connection:
        for table in ("verdict", "claim", "sentence", "article", "document", "checkpoint"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - own names
        connection.execute(text("DELETE FROM counter"))
        connection.execute(text("UPDATE reviewer SET public_key = '', version = 1"))


def forge_a_column(desks: Desks) -> None:
    """What the list of events shows, not what is hashed."""
    assert run_unguarded(desks, "UPDATE event SET actor = 'eve' WHERE seq = 3") == 1


def forge_a_hash(desks: Desks) -> None:
    """The stored leaf."""
    assert run_unguarded(desks, "UPDATE event SET leaf = :l WHERE seq = 3", l="a" * 64) == 1


def forge_the_time(desks: Desks) -> None:
    """The stored time of an event."""
    assert run_unguarded(desks, "UPDATE event SET at = '2020-01-01 00:00:00' WHERE seq = 3") == 1


def drop_a_guard(desks: Desks) -> None:
    """On the ground that nobody looks."""
    with raw(desks) as connection:
        where = "" if desks.is_sqlite else " ON event"
        name = "event_no_update" if desks.is_sqlite else "event_append_only"
        connection.execute(text(f"DROP TRIGGER {name}{where}"))


def change_the_schema(desks: Desks) -> None:
    """Another release's number."""
    run_unguarded(desks, "UPDATE alembic_version SET version_num = '0000'")


def edit_an_archived_file(desks: Desks) -> None:
    """One word of the original."""
    file = desks.folder / "sources" / archived(desks)[0][:2] / archived(desks)[0]
    file.chmod(0o644)
    file.write_bytes(file.read_bytes().replace(b"Rice", b"Salt"))


def remove_an_archived_file(desks: Desks) -> None:
    """The original bytes."""
    digest = archived(desks)[0]
    (desks.folder / "sources" / digest[:2] / digest).unlink()


def remove_an_archived_text(desks: Desks) -> None:
    """The text as it was read."""
    digest = ask(desks, "SELECT text_sha256 FROM document")[0].text_sha256
    (desks.folder / "sources" / digest[:2] / digest).unlink()


def remove_the_archive(desks: Desks) -> None:
    """The whole folder."""
    shutil.rmtree(desks.folder / "sources")


def edit_a_documents_text(desks: Desks) -> None:
    """The text in the database, over which every span is drawn."""
    assert run_unguarded(desks, "UPDATE document SET text = 'Salt' || substr(text, 5)") == 1


def point_a_document_elsewhere(desks: Desks) -> None:
    """To a name that the archive would never have."""
    assert run_unguarded(desks, "UPDATE document SET text_sha256 = '../../etc/passwd'") == 1


def forge_a_checkpoint_inside(desks: Desks) -> None:
    """A note that nobody signed."""
    run_unguarded(desks, "UPDATE checkpoint SET note = replace(note, 'a', 'b')")


def forge_a_checkpoint_outside(desks: Desks) -> None:
    """The same, in the reviewer's folder."""
    for file in (desks.folder / "checkpoints").rglob("*.checkpoint"):
        lines = file.read_text(encoding="utf-8").splitlines()
        lines[1] = "3"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_noise_for_a_checkpoint(desks: Desks) -> None:
    """Bytes that are no note at all."""
    for file in (desks.folder / "checkpoints").rglob("*.checkpoint"):
        file.write_bytes(b"\xff\x00\n\n\xe2\x80\x94 ana \xe2\x82\xac\n")


def replace_a_public_key(desks: Desks) -> None:
    """By one that the forger holds."""
    run_unguarded(desks, "UPDATE reviewer SET public_key = 'not base64 \u20ac'")


def shorten_a_public_key(desks: Desks) -> None:
    """Base64, but of no key."""
    run_unguarded(desks, "UPDATE reviewer SET public_key = 'AAAA'")


CASES: Final[list[tuple[Abuse, set[str]]]] = [
    (edit_a_row, {"rows"}),
    (edit_a_verdict, {"rows"}),
    (add_a_row, {"rows"}),
    (delete_a_row, {"rows"}),
    (raise_a_version, {"rows"}),
    (edit_an_event, {"chain", "rows"}),
    (delete_the_last_event, {"rows"}),
    (delete_an_event_in_the_middle, {"chain", "checkpoint", "rows"}),
    (swap_two_events, {"chain", "checkpoint"}),
    (insert_an_event, {"chain"}),
    (truncate_and_rechain, {"checkpoint"}),
    (roll_back_and_rechain, {"checkpoint"}),
    (forge_a_column, {"chain"}),
    (forge_a_hash, {"chain"}),
    (forge_the_time, {"chain"}),
    (drop_a_guard, {"guards"}),
    (edit_an_archived_file, {"archive"}),
    (remove_an_archived_file, {"archive"}),
    (remove_an_archived_text, {"archive", "rows"}),
    (remove_the_archive, {"archive", "rows"}),
    (edit_a_documents_text, {"archive", "rows"}),
    (point_a_document_elsewhere, {"archive", "rows"}),
    (forge_a_checkpoint_inside, {"checkpoint"}),
    (forge_a_checkpoint_outside, {"checkpoint"}),
    (write_noise_for_a_checkpoint, {"checkpoint"}),
    (replace_a_public_key, {"checkpoint", "rows"}),
    (shorten_a_public_key, {"checkpoint", "rows"}),
]
