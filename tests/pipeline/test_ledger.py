"""The ledger: every call on record before it is made, its answer on disk before anything reads it."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from newsdraft.errors import SpendingCap, StoreError
from newsdraft.model import AnswerOutcome, ModelCall
from newsdraft.pipeline.ledger import Caps, Prices, SpoolLedger
from newsdraft.store import open_database
from newsdraft.writing import Sending

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def ledger(database, tmp_path, run_id="run-1", prices=None, owner="", **caps):
    spool = tmp_path / "spool"
    return SpoolLedger(
        database, spool, prices=prices or Prices(), caps=Caps(**caps), run_id=run_id, owner=owner
    )


def sending(number=1, key="k1", chars=3000, story="story-1"):
    return Sending(
        id=f"call-{number}", key=key, story_id=story, purpose="draft", prompt_version="1", model="m", endpoint="e",
        at=NOW, attempt=1, prompt_chars=chars, max_output_tokens=1000,
    )  # fmt: skip


def call(number=1, story="story-1", **values):
    given = {"input_tokens": 1000, "output_tokens": 500, **values}
    return ModelCall(
        id=f"call-{number}", story_id=story, purpose="draft", prompt_version="1", model="m", endpoint="e", at=NOW,
        seconds=1.0, outcome=AnswerOutcome.OK, **given,
    )  # fmt: skip


def test_an_answer_that_arrived_is_recalled_by_a_later_process(database, tmp_path):
    first = ledger(database, tmp_path)
    first.sent(sending())
    first.arrived(sending(), b"the answer")
    assert ledger(database, tmp_path, run_id="run-2").recall("k1") == b"the answer"
    assert first.recall("another") is None


def test_an_answer_that_arrived_on_one_host_is_recalled_on_another(postgres_url, tmp_path):
    with closing(open_database(postgres_url)) as one, closing(open_database(postgres_url)) as two:
        here, there = ledger(one, tmp_path / "here"), ledger(two, tmp_path / "there", run_id="run-2")
        here.sent(sending())
        here.arrived(sending(), b"the answer \x00\xff")
        assert there.recall("k1") == b"the answer \x00\xff"
        here.arrived(sending(), b"the answer \x00\xff")
        assert there.recall("another") is None


def test_an_answer_that_only_the_spool_had_reaches_the_other_hosts(postgres_url, tmp_path):
    with closing(open_database(postgres_url)) as database:
        died = ledger(database, tmp_path / "here")
        died.sent(sending())
        (tmp_path / "here" / "spool").mkdir(parents=True)
        (tmp_path / "here" / "spool" / "k1.answer").write_bytes(b"arrived, and the process died")
        assert ledger(database, tmp_path / "here").recover(lambda owner: True) == 0
        assert ledger(database, tmp_path / "there").recall("k1") == b"arrived, and the process died"


def test_a_dead_processs_call_without_an_answer_is_reported_as_lost(database, tmp_path):
    before = ledger(database, tmp_path, owner="dead")
    living = ledger(database, tmp_path, owner="living")
    living.sent(sending(3, "k3"))
    before.sent(sending(1, "k1"))
    before.sent(sending(2, "k2"))
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "k2.answer").write_bytes(b"arrived, and the process died before the database knew")
    said = {"dead": True, "living": False}.get
    assert ledger(database, tmp_path).recover(said) == 1
    assert ledger(database, tmp_path).recover(said) == 0
    assert [call["id"] for call in database.open_calls()] == ["call-3"]


def test_a_reused_answer_settles_the_call_that_was_never_settled(database, tmp_path):
    died = ledger(database, tmp_path)
    died.sent(sending())
    died.arrived(sending(), b"x")
    later = ledger(database, tmp_path, run_id="run-2")
    later.settled("k1", call(9, reused=True))
    later.settled("k1", call(10, reused=True))
    found = database.settled_calls()
    assert sorted((each.id, each.reused) for each in found) == [("call-1", False), ("call-10", True)]


def test_an_answer_that_cannot_be_kept_is_an_error_that_says_so(database, tmp_path):
    (tmp_path / "spool").write_text("a file where the folder should be")
    broken = ledger(database, tmp_path)
    broken.sent(sending())
    with pytest.raises(StoreError, match="cannot be kept"):
        broken.arrived(sending(), b"x")


PRICES = Prices(input=2.0, output=10.0)


def test_prices_are_per_million_tokens():
    assert PRICES.of(1_000_000, 100_000) == pytest.approx(3.0)
    assert PRICES.of(None, 5) is None
    assert Prices().of(5, 5) is None


@pytest.mark.parametrize("period", ["run", "day", "month", "draft"])
def test_every_cap_stops_the_call_before_it_is_made(database, tmp_path, period):
    # One call is estimated at 1001 tokens in and 1000 out: 0.012 dollars; the settled one cost 0.007.
    book = ledger(database, tmp_path, prices=PRICES, **{period: 0.018})
    book.sent(sending())
    book.settled("k1", call())
    with pytest.raises(SpendingCap, match=f"this {period}"):
        book.sent(sending(2, "k2"))
    assert [row["id"] for row in database.open_calls()] == []


def test_a_cap_of_one_draft_leaves_the_others_alone(database, tmp_path):
    book = ledger(database, tmp_path, prices=PRICES, draft=0.018)
    book.sent(sending())
    book.settled("k1", call())
    book.sent(sending(2, "k2", story="story-2"))


def test_a_cap_needs_a_price(database, tmp_path):
    with pytest.raises(SpendingCap, match="no price"):
        ledger(database, tmp_path, day=1.0).sent(sending())
