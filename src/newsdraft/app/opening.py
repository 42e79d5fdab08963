"""Open a project: its settings, stores, web client and writer, put together once for every use-case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache

from newsdraft.config import Settings, load_settings
from newsdraft.errors import ConfigError, KeyRefused
from newsdraft.model import Document
from newsdraft.pipeline import Context
from newsdraft.pipeline.ledger import Caps, Prices, SpoolLedger
from newsdraft.project import Project
from newsdraft.references import as_document, load_references, pick
from newsdraft.reviewing import DraftStore
from newsdraft.store import open_database
from newsdraft.web import Web, WebPolicy, honest_agent
from newsdraft.writing import (
    AnswerFormat,
    ExtractWriter,
    ModelClient,
    ModelSettings,
    ModelWriter,
    Writer,
    load_prompts,
    open_local,
)


@contextmanager
def opened(
    project: Project, flags: Mapping[str, object] | None = None, *, run_id: str | None = None
) -> Iterator[Context]:
    """The project's Context for the length of the block; ``flags`` are settings given on the command line."""
    settings = load_settings(project.root, flags)
    with ExitStack() as stack:
        database = open_database(settings.database_url)
        stack.callback(database.close)
        ledger = SpoolLedger(
            database, project.state / "spool", prices=_prices(settings), caps=_caps(settings), run_id=run_id
        )
        ledger.recover()
        yield Context(
            settings=settings,
            database=database,
            drafts=DraftStore(project.drafts),
            web=stack.enter_context(Web(web_policy(settings))),
            references=_chooser(project, settings),
            writer=cache(lambda: _writer(project, settings, ledger, stack)),
            clock=_now,
        )


def _now() -> datetime:
    return datetime.now(UTC)


def _prices(settings: Settings) -> Prices:
    return Prices(settings.price_input, settings.price_output)


def _caps(settings: Settings) -> Caps:
    return Caps(
        run=settings.max_cost_per_run,
        day=settings.max_cost_per_day,
        month=settings.max_cost_per_month,
        draft=settings.max_cost_per_draft,
    )


def web_policy(settings: Settings) -> WebPolicy:
    """How politely and how far the project reads the web."""
    return WebPolicy(
        user_agent=honest_agent(settings.contact),
        allow_hosts=settings.allow_private_hosts,
        max_bytes=settings.max_page_bytes,
        first_byte_seconds=settings.first_byte_seconds,
        total_seconds=settings.total_seconds,
        host_delay_seconds=settings.host_delay_seconds,
    )


def _chooser(project: Project, settings: Settings) -> Callable[[str], Sequence[Document]]:
    """Pick the few references that suit a text; the files are read when the first story asks."""
    loaded = cache(lambda: load_references(project.references))

    def choose(text: str) -> list[Document]:
        chosen = pick(loaded(), text, limit=settings.references_per_draft, today=_now().date())
        return [as_document(reference, f"R{number}") for number, reference in enumerate(chosen, start=1)]

    return choose


def _writer(project: Project, settings: Settings, ledger: SpoolLedger, stack: ExitStack) -> Writer:
    """The writer that the settings name."""
    name = settings.effective_writer
    if name == "extract":
        return ExtractWriter()
    prompts = load_prompts(project.prompts)
    if name == "local":
        if settings.local_model_path is None:
            raise ConfigError(
                "the local writer needs a model file",
                hint="set local_model_path to a GGUF file in newsdraft.toml",
            )
        client = stack.enter_context(open_local(settings.local_model_path, ledger))
    else:
        client = stack.enter_context(ModelClient(model_settings(settings), ledger))
    return ModelWriter(client, prompts, name=name)


def model_settings(settings: Settings) -> ModelSettings:
    """The endpoint that the settings name; KeyRefused when it is OpenAI's own and there is no key."""
    if settings.openai_api_key is None and settings.openai_base_url is None:
        raise KeyRefused(
            "the model writer needs a key, and none is set",
            hint="put OPENAI_API_KEY into the environment or into .env, or OPENAI_BASE_URL for a server of your "
            "own; `--writer extract` needs neither",
        )
    given: dict[str, object] = {}
    if settings.openai_base_url:
        given["base_url"] = settings.openai_base_url
    if settings.openai_api_key:
        given["api_key"] = settings.openai_api_key
    return ModelSettings.model_validate(
        {
            **given,
            "model": settings.model,
            "answer_format": AnswerFormat(settings.answer_format),
            "token_limit_field": settings.token_limit_field,
            "max_output_tokens": settings.max_output_tokens,
            "temperature": settings.temperature,
            "total_seconds": settings.model_timeout_seconds,
            "silence_seconds": settings.model_timeout_seconds,
            "deadline_seconds": settings.model_timeout_seconds + settings.model_retry_seconds,
        }
    )
