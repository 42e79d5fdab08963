"""The ledger: every call on record before it is made, its answer on disk before anything reads it."""

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsdraft.errors import SpendingCap, StoreError
from newsdraft.model import AnswerOutcome, ModelCall
from newsdraft.pipeline.caps import Caps
from newsdraft.pipeline.ledger import SpoolLedger
from newsdraft.pipeline.pricing import Prices
from newsdraft.store import open_database
from newsdraft.store.turns import Limits
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
        at=NOW, attempt=1, request_bytes=chars, max_output_tokens=1000,
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
        (tmp_path / "here" / "spool" / "k1.answer").write_bytes(b"arrived, and the process died")
        assert ledger(database, tmp_path / "here").recover(lambda owner: True) == 0
        assert ledger(database, tmp_path / "there").recall("k1") == b"arrived, and the process died"


def test_a_dead_processs_call_without_an_answer_is_reported_as_lost(database, tmp_path):
    before = ledger(database, tmp_path, owner="dead")
    living = ledger(database, tmp_path, owner="living")
    living.sent(sending(3, "k3"))
    before.sent(sending(1, "k1"))
    before.sent(sending(2, "k2"))
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


def test_an_answer_that_could_not_be_kept_is_not_asked_for(database, tmp_path):
    (tmp_path / "spool").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="not asked"):
        ledger(database, tmp_path).sent(sending())
    assert database.open_calls() == []


def test_an_answer_that_cannot_be_kept_is_an_error_that_says_so(database, tmp_path):
    broken = ledger(database, tmp_path)
    broken.sent(sending())
    (tmp_path / "spool").rename(tmp_path / "gone")
    with pytest.raises(StoreError, match="cannot be kept"):
        broken.arrived(sending(), b"x")


def test_room_for_an_answer_is_taken_before_the_call_and_given_back(database, tmp_path):
    book = ledger(database, tmp_path)
    book.sent(sending(1, "k1"))
    (room,) = (tmp_path / "spool").iterdir()
    assert room.stat().st_blocks * 512 >= sending().max_output_tokens * 32
    book.arrived(sending(1, "k1"), b"x" * 70)
    assert [path.read_bytes() for path in (tmp_path / "spool").iterdir()] == [b"x" * 70]
    book.sent(sending(2, "k2"))
    book.failed(sending(2, "k2"), "no", maybe_billed=False)
    assert len(list((tmp_path / "spool").iterdir())) == 1


def test_room_that_a_killed_process_had_is_given_back_after_a_day(database, tmp_path):
    ledger(database, tmp_path).sent(sending())
    (room,) = (tmp_path / "spool").iterdir()
    ledger(database, tmp_path).recover(lambda owner: True)
    assert room.exists()
    os.utime(room, (0, 0))
    ledger(database, tmp_path).recover(lambda owner: True)
    assert not room.exists()


# --- money -----------------------------------------------------------------------------------------------

PRICES = Prices(input=2.0, output=10.0)


def test_prices_are_per_million_tokens():
    assert PRICES.of(1_000_000, 100_000) == pytest.approx(3.0)
    assert PRICES.of(None, 5) is None


def test_cached_input_has_a_price_of_its_own():
    cheap = Prices(input=2.0, output=10.0, cached_input=0.5)
    assert cheap.of(1_000_000, 0, 400_000) == pytest.approx(1.4)
    assert PRICES.of(1_000_000, 0, 400_000) == pytest.approx(2.0)
    assert cheap.most(1_000_000, 0) == pytest.approx(2.0)


def test_the_list_knows_public_models_at_their_providers_and_no_others():
    listed = Prices(model="gpt-5.4-mini", endpoint="https://API.openai.com/v1")
    assert listed.of(1000, 1000) > 0
    assert listed.of(1000, 0, 1000) < listed.of(1000, 0)
    assert Prices(model="gpt-5.4-mini", endpoint="http://127.0.0.1:9/v1").of(5, 5) is None
    assert Prices(model="a-model-of-ours", endpoint="https://api.openai.com/v1").of(5, 5) is None


@pytest.mark.parametrize("period", ["run", "day", "month", "draft"])
def test_every_cap_stops_the_call_before_it_is_made(database, tmp_path, period):
    # One call is estimated at 3064 tokens in and 1000 out: 0.016128 dollars; the settled one cost 0.007.
    book = ledger(database, tmp_path, prices=PRICES, **{period: 0.0231})
    book.sent(sending())
    book.settled("k1", call())
    with pytest.raises(SpendingCap, match=f"this {period}"):
        book.sent(sending(2, "k2"))
    assert [row["id"] for row in database.open_calls()] == []
    ledger(database, tmp_path, prices=PRICES, **{period: 0.0232}).sent(sending(3, "k3"))


@pytest.mark.parametrize("period", ["run", "day", "month", "draft"])
def test_every_cap_of_tokens_does_so_too_and_needs_no_price(database, tmp_path, period):
    book = ledger(database, tmp_path, **{f"{period}_tokens": 5563})
    book.sent(sending())
    book.settled("k1", call())
    with pytest.raises(SpendingCap, match="5564 tokens, over its cap of 5563"):
        book.sent(sending(2, "k2"))
    ledger(database, tmp_path, **{f"{period}_tokens": 5564}).sent(sending(3, "k3"))


def test_a_cap_of_one_draft_leaves_the_others_alone(database, tmp_path):
    book = ledger(database, tmp_path, prices=PRICES, draft=0.0231)
    book.sent(sending())
    book.settled("k1", call())
    book.sent(sending(2, "k2", story="story-2"))


def test_a_cap_of_money_needs_a_price_or_a_cap_of_tokens(database, tmp_path):
    with pytest.raises(SpendingCap, match="no price"):
        ledger(database, tmp_path, day=1.0).sent(sending())
    ledger(database, tmp_path, day=1.0, day_tokens=10_000).sent(sending())


def test_what_is_under_way_lost_or_untold_counts_at_its_most(database, tmp_path):
    book = ledger(database, tmp_path, prices=PRICES, day=0.0322)
    book.sent(sending())
    with pytest.raises(SpendingCap):
        book.sent(sending(2, "k2"))
    book.failed(sending(), "broke off", maybe_billed=True)
    with pytest.raises(SpendingCap):
        book.sent(sending(2, "k2"))
    assert database.lost_calls("run-1") == 1
    book.settled("k1", call(input_tokens=None))
    with pytest.raises(SpendingCap):
        book.sent(sending(2, "k2"))


def test_what_was_refused_counts_nothing(database, tmp_path):
    book = ledger(database, tmp_path, prices=PRICES, day=0.0322)
    book.sent(sending())
    book.failed(sending(), "no key", maybe_billed=False)
    book.sent(sending(2, "k2"))


def test_the_judges_model_has_its_own_price(database, tmp_path):
    book = ledger(database, tmp_path, prices=Prices(), day=1.0)
    dear = sending().model_copy(update={"model": "gpt-5.4", "endpoint": "https://api.openai.com/v1"})
    cheap = dear.model_copy(update={"id": "call-2", "model": "gpt-5.4-mini"})
    for each in (dear, cheap):
        book.sent(each)
        book.settled(
            each.key,
            call().model_copy(update={"id": each.id, "model": each.model, "endpoint": each.endpoint}),
        )
    first, second = (each.usd for each in database.settled_calls())
    assert first > second > 0


def test_a_call_waits_for_its_turn(database, tmp_path):
    clock, pauses = [NOW], []

    def sleep(seconds):
        pauses.append(seconds)
        clock[0] += timedelta(seconds=seconds)

    book = ledger(database, tmp_path)
    book.limits, book.sleep, book.now = Limits(requests=2), sleep, lambda: clock[0]
    for number in range(3):
        book.sent(sending(number, f"k{number}"))
    assert pauses == [pytest.approx(30.0)]


GREEDY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_ledger import PRICES, call, ledger, sending
from newsdraft.errors import SpendingCap
from newsdraft.store import open_database
from newsdraft.store.turns import Limits

def spend(number):
    made = 0
    while True:
        name = f"{sys.argv[2]}-{number}-{made}"
        asked = sending(name, name, story=name)
        try:
            book.sent(asked)
        except SpendingCap:
            return made
        # Each byte a token, and the answer at its limit: as dear as a server can make it.
        book.settled(name, call(name, name, input_tokens=3064, output_tokens=1000))
        made += 1

database = open_database(sys.argv[1])
book = ledger(database, Path(), prices=PRICES, day=CAP)
with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(spend, range(8))))
"""


def test_no_cap_is_passed_by_a_cent_however_many_ask_at_once(database_url, tmp_path):
    cap = 0.4999
    script = GREEDY.replace("CAP", str(cap))
    args = [sys.executable, "-c", script, database_url]
    tests = str(Path(__file__).parent)
    both = [
        subprocess.Popen([*args, name, tests], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
        for name in "ab"
    ]
    made = sum(int(each.communicate(timeout=120)[0]) for each in both)
    with closing(open_database(database_url)) as database:
        spent = sum(each.usd for each in database.settled_calls())
    assert made == int(cap / 0.016128) == 30
    assert spent <= cap
