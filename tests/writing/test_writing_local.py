"""llama.cpp's own server as the protocol peer, with a model of a few thousand random weights."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field

pytest.importorskip("xllamacpp")
pytest.importorskip("gguf")

from tiny_gguf import write_tiny_gguf
from writing_peers import trial_dossier

from newsdraft.errors import BadAnswer, ConfigError, EndpointDown, WritingError
from newsdraft.model import AnswerOutcome
from newsdraft.writing import MemoryLedger, ModelWriter, Question, Task, load_prompts, open_local

PROMPTS = load_prompts(Path(__file__).resolve().parents[2] / "prompts")
QUESTION = Question(
    system="Rules.", user="Task.", format_note="", story_id="s", purpose="draft", prompt_version="1"
)


class Bounded(BaseModel):
    """A shape that even random weights come to the end of."""

    word: str = Field(max_length=8)
    kind: Literal["passages", "design"]
    ids: list[Literal["S1.1", "S1.2"]] = Field(max_length=2)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("gguf") / "tiny.gguf", context=32768)


def test_a_schema_is_kept_by_a_real_server(model: Path) -> None:
    ledger = MemoryLedger()
    with open_local(model, ledger, max_output_tokens=200) as client:
        answer, call = client.ask(QUESTION, Bounded)
        again, reused = client.ask(QUESTION, Bounded)
    assert answer.outcome is AnswerOutcome.OK
    assert answer.value is not None
    assert answer.value.kind in {"passages", "design"}
    assert again.value == answer.value
    assert reused.reused
    assert call.model == "tiny"
    assert call.input_tokens
    assert call.output_tokens
    assert len(ledger.sendings) == 1


def test_a_whole_draft_is_cut_off_at_the_limit_and_named_so(model: Path) -> None:
    ledger = MemoryLedger()
    with open_local(model, ledger, max_output_tokens=40) as client, pytest.raises(BadAnswer) as caught:
        ModelWriter(client, PROMPTS, name="local").write(Task(dossier=trial_dossier()))
    assert caught.value.outcome == AnswerOutcome.CUT_OFF.value
    assert len(ledger.sendings) == 2
    assert [call.output_tokens for call in ledger.calls] == [40, 40]


def test_a_prompt_longer_than_the_context_says_so(model: Path) -> None:
    local = open_local(model, MemoryLedger(), context_tokens=512)
    with local as client, pytest.raises(WritingError, match="too long") as caught:
        ModelWriter(client, PROMPTS).write(Task(dossier=trial_dossier()))
    assert "larger context" in str(caught.value)


def test_a_missing_file_and_one_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"), open_local(tmp_path / "no.gguf", MemoryLedger()):
        pass
    other = tmp_path / "notes.gguf"
    other.write_text("not a model")
    with pytest.raises(ConfigError, match="no GGUF model"), open_local(other, MemoryLedger()):
        pass


def test_a_damaged_model_is_an_error_and_not_the_end_of_the_process(model: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(model.read_bytes()[:3000])
    with pytest.raises(EndpointDown, match="did not start"), open_local(damaged, MemoryLedger()):
        pass
