"""Every model call on record before it is made, its answer on disk before anything reads it.

Order of a paid call: recall (spool, then what other hosts share) → ``sent`` row → the call → raw answer to the spool
(temporary file, fsync, rename) → database. A process that dies in between loses nothing: at the next start an answer in
the spool is taken for its call, and a ``sent`` without an answer is reported as possibly billed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsdraft.errors import SpendingCap, StoreError
from newsdraft.model import ModelCall
from newsdraft.store import Database

if TYPE_CHECKING:
    from newsdraft.writing import Sending

MILLION = 1_000_000
# English text has more than three characters a token with every tokenizer in use; three overestimates.
CHARACTERS_PER_TOKEN = 3


@dataclass(frozen=True)
class Prices:
    """US dollars per million tokens; None where the project's settings name no price."""

    input: float | None = None
    output: float | None = None

    def known(self) -> bool:
        """Whether the cost of a call can be told."""
        return self.input is not None and self.output is not None

    def upper_estimate(self, sending: Sending) -> float:
        """The most that a call can cost: every character of the prompt, and the answer at its limit."""
        tokens = sending.prompt_chars / CHARACTERS_PER_TOKEN
        return self.of(int(tokens) + 1, sending.max_output_tokens) or 0.0

    def of(self, input_tokens: int | None, output_tokens: int | None) -> float | None:
        """The price of a call, None if the price or the tokens are unknown. Cached tokens count in full."""
        if self.input is None or self.output is None or input_tokens is None or output_tokens is None:
            return None
        return (input_tokens * self.input + output_tokens * self.output) / MILLION


@dataclass(frozen=True)
class Caps:
    """The most that may be spent, in US dollars; None is no cap. Days and months are UTC."""

    run: float | None = None
    day: float | None = None
    month: float | None = None
    draft: float | None = None


class SpoolLedger:
    """The ledger of one run: a folder of raw answers, and the database's record of calls."""

    def __init__(
        self,
        database: Database,
        spool: Path,
        *,
        prices: Prices,
        caps: Caps,
        run_id: str | None,
        owner: str = "",
    ) -> None:
        self.database = database
        self.spool = spool
        self.prices = prices
        self.caps = caps
        self.run_id = run_id
        self.owner = owner

    def recover(self, is_dead: Callable[[str], bool | None]) -> int:
        """Take up what dead processes left; returns how many of their calls were sent and never answered.

        Those of a living process are under way; those of a process of another host, of which ``is_dead`` knows
        nothing (None), are that host's.
        """
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
        """Put the call on record; SpendingCap if it could pass the cap of this run."""
        self._check_cap(sending)
        self.database.add_call(sending.id, sending.key, sending.story_id, self.run_id, sending.at, self.owner)

    def _check_cap(self, sending: Sending) -> None:
        capped = [
            (name, cap, self._spent(name, sending))
            for name, cap in vars(self.caps).items()
            if cap is not None
        ]
        if capped and not self.prices.known():
            raise SpendingCap(
                f"a cost cap is set, but no price of model {sending.model!r} is known, so no call was made",
                hint="set price_input and price_output (US dollars per million tokens) in newsdraft.toml",
            )
        for name, cap, spent in capped:
            most = spent + self.prices.upper_estimate(sending)
            if most > cap:
                raise SpendingCap(
                    f"the next call could bring this {name} to ${most:.4f}, over its cap of ${cap:.4f}; "
                    "it was not made",
                    hint=f"raise max_cost_per_{name} (for one run: --max-cost), or wait",
                )

    def _spent(self, period: str, sending: Sending) -> float:
        """US dollars spent so far in the run, day, month or draft. Calls without a known price count nothing."""
        at = sending.at
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        calls = {
            "run": lambda: self.database.settled_calls(run_id=self.run_id),
            "day": lambda: self.database.settled_calls(since=day),
            "month": lambda: self.database.settled_calls(since=day.replace(day=1)),
            "draft": lambda: self.database.settled_calls(story_id=sending.story_id),
        }[period]()
        return sum(call.usd or 0.0 for call in calls if not call.reused)

    def arrived(self, sending: Sending, raw: bytes) -> None:
        """Spool the raw answer: temporary file, fsync, rename, fsync of the folder."""
        target = self._file(sending.key)
        try:
            self.spool.mkdir(parents=True, exist_ok=True)
            part = target.with_suffix(f".{sending.id}.part")
            with part.open("wb") as file:
                file.write(raw)
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
        self.database.set_call_state(sending.id, "lost" if maybe_billed else "failed")

    def settled(self, key: str, call: ModelCall) -> None:
        """Keep what became of an answer, with its price."""
        priced = call.model_copy(update={"usd": self.prices.of(call.input_tokens, call.output_tokens)})
        self.database.settle_call(priced, key, self.run_id)
