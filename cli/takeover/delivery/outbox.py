"""The outbox: every payload lies in it before its first byte goes out, so that a process may be killed at any moment.

SQLite with a write-ahead log: each call below is one transaction, on the disk when it returns. Processes share it by
leases: who holds an item renews it at each attempt, and an item whose holder is gone can be taken over. Bodies are
kept, credentials never: an item names its target, and the target's references are filled when it is sent.

What was sent is known for ever, by its id and a sum of its content, so that it is not sent twice; the content itself
goes after KEPT_FOR, and beyond the newest KEPT of them.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from takeover.delivery.item import Item, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from takeover.language.values import Json

VERSION = 1
PATIENCE = 20
"""Seconds that one process waits for the transaction of another."""
KEPT_FOR = 30 * 24 * 3600
"""Seconds after which the content of what was sent goes."""
KEPT = 1000
"""So many contents of what was sent are kept at most."""
SUM = "sha256:"
MADE = """
create table items (
    number integer primary key autoincrement, target text not null, bot text not null, takeover_id text not null,
    payload text not null, state text not null default 'queued', attempts integer not null default 0,
    created real not null, changed real not null, next_at real not null default 0, status integer not null default 0,
    detail text not null default '', begun text not null default '', done text not null default '[]',
    facts text not null default '{}', owner text not null default '', leased real not null default 0,
    unique (target, takeover_id)
);
create index by_state on items (state, number);
"""
FORGOTTEN = """
select number, payload, facts from items where state = 'sent' and substr(payload, 1, 1) = '{' and (changed < ?
or number not in (select number from items where state = 'sent' order by changed desc, number desc limit ?))
"""
COLUMNS = tuple(Item.__dataclass_fields__)


class OutboxError(Exception):
    """The outbox cannot be read or written; the message says why."""


class Outbox:
    """An outbox in a file."""

    def __init__(self, path: Path) -> None:
        """Name it. It is opened when it is first used, and made where there is none, for its owner's eyes only.

        Everything below raises OutboxError where it cannot be used.
        """
        self.path = path
        self._me = f"{socket.gethostname()}:{os.getpid()}"
        self._connection: sqlite3.Connection | None = None
        self._forgot = False

    @property
    def exists(self) -> bool:
        """Whether there is one."""
        return self.path.exists()

    def close(self) -> None:
        """Close it."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def put(self, target: str, bot: str, takeover_id: str, payload: str, now: float) -> Item:
        """Put a payload in, or give the item that it is already; other content of the same id takes its place.

        An item that is being sent keeps its content.
        """
        with self._transaction() as db:
            self._forget(db, now)
            db.execute(
                "insert into items (target, bot, takeover_id, payload, created, changed) values (?, ?, ?, ?, ?, ?)"
                " on conflict (target, takeover_id) do update set payload = excluded.payload, bot = excluded.bot,"
                " changed = excluded.changed, state = 'queued', attempts = 0, next_at = 0, status = 0, detail = '',"
                " begun = '', done = '[]', facts = '{}'"
                " where payload not in (excluded.payload, ?) and (owner = '' or leased < excluded.changed)",
                (target, bot, takeover_id, payload, now, now, _sum(payload)),
            )
            known = (payload, target, takeover_id, _sum(payload))
            db.execute("update items set payload = ? where target = ? and takeover_id = ? and payload = ?", known)
            row = db.execute("select * from items where target = ? and takeover_id = ?", (target, takeover_id))
            return _read(row.fetchone())

    def claim(self, number: int, now: float, until: float, states: Sequence[State]) -> Item | None:
        """Take an item in one of these states for this process; None where another holds it, or it is gone."""
        with self._transaction() as db:
            row = db.execute("select * from items where number = ?", (number,)).fetchone()
            if row is None:
                return None
            item = _read(row)
            if item.state not in states or self.is_held(item, now):
                return None
            db.execute("update items set owner = ?, leased = ? where number = ?", (self._me, until, number))
            return item

    def note(self, number: int, now: float, **values: float | str | Sequence[str] | Mapping[str, Json]) -> None:
        """Note how far the delivery of an item has come: any columns of it."""
        written = {
            name: value if isinstance(value, str | int | float) else json.dumps(value) for name, value in values.items()
        }
        names = ", ".join(f"{name} = ?" for name in ("changed", *written))
        with self._transaction() as db:
            db.execute(f"update items set {names} where number = ?", (now, *written.values(), number))  # noqa: S608 - names of columns

    def items(self, states: Sequence[State] = ()) -> Iterator[Item]:
        """Give the items in these states (all, where none is said), the oldest first."""
        where = f" where state in ({', '.join('?' * len(states))})" if states else ""
        with self._told():
            numbers = self._open().execute(f"select number from items{where} order by number", tuple(states)).fetchall()  # noqa: S608 - question marks
        for row in numbers:
            item = self.item(row[0])
            if item is not None:
                yield item

    def item(self, number: int) -> Item | None:
        """Give one item."""
        with self._told():
            row = self._open().execute("select * from items where number = ?", (number,)).fetchone()
        return None if row is None else _read(row)

    def drop(self, number: int, now: float) -> bool:
        """Delete an item; one that is being sent stays."""
        with self._transaction() as db:
            row = db.execute("select * from items where number = ?", (number,)).fetchone()
            if row is None or self.is_held(_read(row), now):
                return False
            db.execute("delete from items where number = ?", (number,))
            return True

    def is_held(self, item: Item, now: float) -> bool:
        """Say whether another process is sending an item. One of this machine that is gone holds nothing."""
        if not item.owner or item.owner == self._me or item.leased < now:
            return False
        machine, _, process = item.owner.rpartition(":")
        return machine != socket.gethostname() or _lives(int(process))

    def _forget(self, db: sqlite3.Connection, now: float) -> None:
        """Let go of what was sent long ago, once in each process; which ticket it became is kept."""
        if self._forgot:
            return
        self._forgot = True
        for number, payload, facts in db.execute(FORGOTTEN, (now - KEPT_FOR, KEPT)).fetchall():
            known = json.loads(facts)
            left = json.dumps({name: known[name] for name in ("id", "url") if name in known})
            db.execute("update items set payload = ?, facts = ? where number = ?", (_sum(payload), left, number))

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            db = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            try:
                db.execute("pragma journal_mode = wal")
                db.execute("pragma synchronous = full")
                db.execute("pragma secure_delete = on")  # what is dropped is overwritten
                self._make(db)
            except BaseException:
                db.close()
                raise
            self._connection = db
        return self._connection

    def _make(self, db: sqlite3.Connection) -> None:
        with _whole(db):
            (version,) = db.execute("pragma user_version").fetchone()
            if version == 0:
                for statement in filter(str.strip, MADE.split(";")):
                    db.execute(statement)
                db.execute(f"pragma user_version = {VERSION}")
            elif version != VERSION:
                raise OutboxError(f"{self.path} is an outbox of another edition of takeover")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._told(), _whole(self._open()) as db:
            yield db

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutboxError(f"the outbox {self.path}: {error}") from error
        except OSError as error:
            raise OutboxError(f"the outbox {self.path}: {error.strerror or error}") from error


@contextmanager
def _whole(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Do all of it or nothing; another process may read meanwhile, and write after."""
    db.execute("begin immediate")
    try:
        yield db
    except BaseException:
        db.execute("rollback")
        raise
    db.execute("commit")


def _read(row: Sequence[Any]) -> Item:
    values = dict(zip(COLUMNS, row, strict=True))
    values |= {"done": tuple(json.loads(values["done"])), "facts": json.loads(values["facts"])}
    return Item(**values)


def _sum(payload: str) -> str:
    return SUM + sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


def _lives(process: int) -> bool:
    """Say whether a process of this machine is running; where that cannot be asked (Windows), its lease decides."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
