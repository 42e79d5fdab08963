"""A run that is killed at any moment is taken up by the next: nothing lost, nothing twice. `make kills` is longer."""

from killing import one_round


def test_killed_runs_add_up_to_one(tmp_path, database_url):
    # 18 calls, four at once, of 0.8 s take longer than any run here is left alive, also on the fastest machine.
    done = one_round(
        tmp_path / "project", kills=8, stories=6, seed=1, latency=0.8, longest=1.6, database_url=database_url
    )
    assert done.kills > 2
    assert done.faults == 0, done
    assert not done.trouble
    assert done.calls >= 2 * done.stories
    # Killed between request and answer, a call may have to be made again; an answer that arrived, never.
    assert done.asked_again <= 4 * done.kills  # so many are under way at once
