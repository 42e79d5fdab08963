"""Every model call on record before it is made, its answer on disk before anything reads it.

Order of a paid call: recall (spool, then what other hosts share) → room for the answer in the spool → ``sent`` row →
the call → raw answer into that room (fsync, rename) → database. A process that dies in between loses nothing: at the
next start an answer in the spool is taken for its call, and a ``sent`` without an answer is reported as possibly
billed. A disk that is full stops a run before it pays for what it could not keep.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from newsdraft.errors import NewsdraftError, SpendingCap, StoreError
from newsdraft.model import ModelCall
from newsdraft.pipeline.caps import Caps, Spent, passed
from newsdraft.pipeline.pricing import Prices
from newsdraft.store import Database
from newsdraft.store.turns import Limits

if TYPE_CHECKING:
    from newsdraft.writing import Sending

# A byte-level tokenizer makes at most a token of each byte of the request; what a chat is framed with comes on top.
FRAME_TOKENS = 64
# What a provider's limit of tokens a minute counts beforehand, roughly: a token for each four bytes of English, and the
# answer at its limit.
BYTES_A_TOKEN = 4
# Room for an answer, in bytes: its envelope, and a token of some five characters with each escaped (six bytes).
ENVELOPE_BYTES, ROOM_A_TOKEN = 64_000, 32
# Room that a process which was killed had taken is given back after so long; no call takes a day.
ABANDONED = timedelta(days=1)


@dataclass
class SpoolLedger:
    """The ledger of one run: a folder of raw answers, and the database's record of calls.

    ``owner`` names this process, ``limits`` how often an endpoint may be asked; ``sleep`` and ``now`` are the pause and
    the clock.
    """

    database: Database
    spool: Path
    prices: Prices
    caps: Caps
    run_id: str | None
    owner: str = ""
    limits: Limits = Limits()  # noqa: RUF009 - a frozen value
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def recover(self, is_dead: Callable[[str], bool | None]) -> int:
        """Take up what dead processes left; returns how many of their calls were sent and never answered.

        Those of a living process are under way; those of a process of another host, of which ``is_dead`` knows
        nothing (None), are that host's.
        """
        self._give_back_abandoned(self.now() - ABANDONED)
        lost = 0
        for call in self.database.open_calls():
            if call["owner"] and not is_dead(call["owner"]):
                continue
            arrived = self._file(call["key"]).exists()
            if arrived:
                self.database.keep_answer(
                    call["key"], self._file(call["key"]).read_bytes(), datetime.now(UTC)
                )
            self.database.set_call_state(call["id"], "arrived" if arrived else "lost")
            lost += not arrived
        return lost

    def _file(self, key: str) -> Path:
        return self.spool / f"{key}.answer"

    def recall(self, key: str) -> bytes | None:
        """The raw answer to the very same request, if one arrived earlier, here or on another host."""
        try:
            return self._file(key).read_bytes()
        except FileNotFoundError:
            return self.database.answer(key)

    def sent(self, sending: Sending) -> None:
        """Put the call on record; SpendingCap if with it and all that is under way a cap could be passed."""
        self._wait_for_a_turn(sending)
        self._make_room(sending)
        try:
            self._book(sending)
        except NewsdraftError:
            self._part(sending).unlink()
            raise

    def _book(self, sending: Sending) -> None:
        most_in = sending.request_bytes + FRAME_TOKENS
        most = most_in + sending.max_output_tokens
        usd = self._prices(sending.model, sending.endpoint).most(
            most_in, sending.max_output_tokens, sending.at
        )
        if self.caps.money and usd is None and not self.caps.tokens:
            raise SpendingCap(
                f"a cost cap is set, and no price of model {sending.model!r} is known, so no call was made",
                hint="set price_input and price_output (US dollars per million tokens) in newsdraft.toml, or cap the "
                "tokens instead (max_tokens_per_run)",
            )
        row = {
            "id": sending.id,
            "key": sending.key,
            "story_id": sending.story_id,
            "run_id": self.run_id,
            "owner": self.owner,
            "upper_usd": usd,
            "upper_tokens": most,
        }
        refused = self.database.book_call(
            row,
            sending.at,
            lambda spent: passed(self.caps, {name: Spent(*sums) for name, sums in spent.items()}, usd, most),
        )
        if refused:
            message, hint = refused.told()
            raise SpendingCap(message, hint=hint)

    def _wait_for_a_turn(self, sending: Sending) -> None:
        """Wait until the endpoint may be asked, within its limits of requests and tokens a minute."""
        if not self.limits:
            return
        tokens = sending.request_bytes // BYTES_A_TOKEN + sending.max_output_tokens
        while wait := self.database.take_turn(sending.endpoint, self.limits, tokens, self.now()):
            self.sleep(wait)

    def _prices(self, model: str, endpoint: str) -> Prices:
        """The prices of a model: the judge may be another one than the writer."""
        return replace(self.prices, model=model, endpoint=endpoint)

    def _part(self, sending: Sending) -> Path:
        return self.spool / f"{sending.key}.{sending.id}.part"

    def _make_room(self, sending: Sending) -> None:
        """Take the disk space that the answer may need; StoreError, before anything is paid for, if it is not there."""
        part = self._part(sending)
        try:
            self.spool.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as file:
                file.write(bytes(ENVELOPE_BYTES + ROOM_A_TOKEN * sending.max_output_tokens))
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise StoreError(
                f"there is no room to keep a model's answer, so it was not asked: {error.strerror}",
                where=str(self.spool),
                hint="free disk space or mend the permissions, then run again",
            ) from error

    def _give_back_abandoned(self, before: datetime) -> None:
        for part in self.spool.glob("*.part"):
            with suppress(OSError):  # its process is at work after all
                if part.stat().st_mtime < before.timestamp():
                    part.unlink()

    def arrived(self, sending: Sending, raw: bytes) -> None:
        """Spool the raw answer: into the room that was made, fsync, rename, fsync of the folder."""
        target, part = self._file(sending.key), self._part(sending)
        try:
            # Not emptied first: the space that it has must stay its own.
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o666), "wb") as file:
                file.write(raw)
                file.truncate()
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
            folder = os.open(self.spool, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise StoreError(
                f"a model's answer arrived and cannot be kept: {error.strerror}",
                where=str(target),
                hint="free disk space or mend the permissions, then run again",
            ) from error
        self.database.keep_answer(sending.key, raw, sending.at)
        self.database.set_call_state(sending.id, "arrived")

    def failed(self, sending: Sending, reason: str, *, maybe_billed: bool) -> None:
        """Note that no answer came."""
        del reason
        self._part(sending).unlink(missing_ok=True)
        self.database.set_call_state(sending.id, "lost" if maybe_billed else "failed")

    def settled(self, key: str, call: ModelCall) -> ModelCall:
        """Keep what became of an answer, with its price."""
        prices = self._prices(call.model, call.endpoint)
        usd = prices.of(call.input_tokens, call.output_tokens, call.cached_tokens, call.at)
        priced = call.model_copy(update={"usd": 0.0 if call.reused else usd})
        self.database.settle_call(priced, key, self.run_id)
        return priced
