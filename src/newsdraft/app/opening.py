"""Open a project: its settings, stores, web client and writer, put together once for every use-case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from newsdraft.config import Settings, load_settings
from newsdraft.errors import ConfigError, KeyRefused
from newsdraft.model import Article, Document, Entry, Study
from newsdraft.pipeline import Context
from newsdraft.pipeline.caps import Caps
from newsdraft.pipeline.ledger import SpoolLedger
from newsdraft.pipeline.pricing import Prices
from newsdraft.project import Project
from newsdraft.store import Database, Leases, Presence, open_database
from newsdraft.store.turns import Limits
from newsdraft.web import Web, WebPolicy, honest_agent

# Writers and references are loaded when the first draft is due: most runs find nothing to draft.
if TYPE_CHECKING:
    from newsdraft.checking import Policy
    from newsdraft.pipeline.context import Jobs
    from newsdraft.reading import Pages
    from newsdraft.references import Reference
    from newsdraft.registries import Lookup, Registries
    from newsdraft.writing import Judge, ModelSettings, Triage, Writer


@contextmanager
def opened_database(project: Project) -> Iterator[Database]:
    """The project's database alone, to look things up: nothing is recovered, so a run may be at work meanwhile."""
    database = open_database(load_settings(project.root).database_url)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def opened(
    project: Project, flags: Mapping[str, object] | None = None, *, run_id: str | None = None
) -> Iterator[Context]:
    """The project's Context for the length of the block; ``flags`` are settings given on the command line."""
    settings = load_settings(project.root, flags)
    with ExitStack() as stack:
        presence = stack.enter_context(Presence(project.state))
        database = open_database(settings.database_url)
        stack.callback(database.close)
        ledger = SpoolLedger(
            database, project.state / "spool", prices=_prices(settings), caps=_caps(settings), run_id=run_id,
            owner=presence.owner, limits=Limits(settings.model_requests_per_minute, settings.model_tokens_per_minute),
        )  # fmt: skip
        leases = Leases(database, presence, _now, settings.lease_seconds)
        stack.callback(leases.close)
        leases.bury_the_dead()
        ledger.recover(presence.is_dead)
        web = stack.enter_context(Web(web_policy(settings)))
        yield Context(
            settings=settings,
            database=database,
            drafts_folder=project.drafts,
            web=web,
            article=_page_reader(stack),
            references=_chooser(project, settings),
            look_up=_looker(settings, web),
            triage=_sorter(project, settings, ledger),
            writer=cache(lambda: _writer(project, settings, ledger, stack)),
            judge=cache(lambda: _judge(project, settings, ledger, stack)),
            policy=cache(lambda: _policy(project)),
            jobs=partial(_jobs, settings),
            leases=leases,
            clock=_now,
        )


@contextmanager
def _jobs(settings: Settings) -> Iterator[Jobs]:
    from newsdraft.jobs import job_queue  # noqa: PLC0415 - an extra

    with job_queue(settings.database_url) as queue:
        yield queue


def _policy(project: Project) -> Policy:
    from newsdraft.app.policies import load_policy  # noqa: PLC0415 - with the checks, which only a draft needs

    return load_policy(project.root)


def _now() -> datetime:
    return datetime.now(UTC)


def _prices(settings: Settings) -> Prices:
    return Prices(settings.price_input, settings.price_output, settings.price_cached_input)


def _caps(settings: Settings) -> Caps:
    return Caps(
        run=settings.max_cost_per_run,
        day=settings.max_cost_per_day,
        month=settings.max_cost_per_month,
        draft=settings.max_cost_per_draft,
        run_tokens=settings.max_tokens_per_run,
        day_tokens=settings.max_tokens_per_day,
        month_tokens=settings.max_tokens_per_month,
        draft_tokens=settings.max_tokens_per_draft,
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


def _page_reader(stack: ExitStack) -> Callable[[bytes, str, str], Article]:
    """Pages are read in processes of their own, which are started with the first page."""

    @cache
    def pages() -> Pages:
        from newsdraft.reading import Pages  # noqa: PLC0415

        return stack.enter_context(Pages())

    return lambda body, url, content_type: pages().article(body, url, content_type)


def _chooser(project: Project, settings: Settings) -> Callable[[str], Sequence[Document]]:
    """Pick the few references that suit a text; the files are read when the first story asks."""

    @cache
    def loaded() -> list[Reference]:
        from newsdraft.references import load_references  # noqa: PLC0415

        return load_references(project.references)

    def choose(text: str) -> list[Document]:
        from newsdraft.references import as_document, pick  # noqa: PLC0415

        chosen = pick(loaded(), text, limit=settings.references_per_draft, today=_now().date())
        return [
            as_document(each.reference, f"R{number}", each.reasons)
            for number, each in enumerate(chosen, start=1)
        ]

    return choose


def _looker(settings: Settings, web: Web) -> Callable[[Study], Lookup] | None:
    """Ask the registries about a study; one client for the run, so that a service that is down is left alone."""
    if not settings.look_up_studies:
        return None

    @cache
    def registries() -> Registries:
        from newsdraft.registries import Registries, Services  # noqa: PLC0415

        services = Services(
            crossref=settings.crossref_url,
            pubmed=settings.pubmed_url,
            europe_pmc=settings.europe_pmc_url,
            trials=settings.trials_url,
            arxiv=settings.arxiv_url,
            openrxiv=settings.openrxiv_url,
        )
        return Registries(
            web,
            services,
            contact=settings.contact,
            max_requests=settings.registry_requests,
            max_seconds=settings.registry_seconds,
        )

    return lambda study: registries().look_up(study)


def _sorter(
    project: Project, settings: Settings, ledger: SpoolLedger
) -> Callable[[Sequence[Entry]], Triage] | None:
    """Ask the writing model which of the uncertain entries are news of cancer research, in one cheap call."""
    if not settings.triage or settings.effective_writer != "model":
        return None

    def ask(entries: Sequence[Entry]) -> Triage:
        from newsdraft.writing import ModelClient, ask_triage, load_prompts, triage_settings  # noqa: PLC0415

        with ModelClient(triage_settings(model_settings(settings)), ledger) as client:
            return ask_triage(entries, client, load_prompts(project.prompts))

    return ask


def _writer(project: Project, settings: Settings, ledger: SpoolLedger, stack: ExitStack) -> Writer:
    """The writer that the settings name."""
    from newsdraft.writing import (  # noqa: PLC0415
        ExtractWriter,
        ModelClient,
        ModelWriter,
        load_prompts,
        open_local,
    )

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


def _judge(project: Project, settings: Settings, ledger: SpoolLedger, stack: ExitStack) -> Judge | None:
    """The second reader: the model that the settings name for it, at the writer's endpoint.

    None where a model does not write, or where it is switched off.
    """
    from newsdraft.writing import ModelClient, ModelJudge, load_prompts  # noqa: PLC0415

    if not settings.judge or settings.effective_writer != "model":
        return None
    endpoint = model_settings(settings).model_copy(update={"model": settings.judge_model or settings.model})
    return ModelJudge(stack.enter_context(ModelClient(endpoint, ledger)), load_prompts(project.prompts))


def model_settings(settings: Settings) -> ModelSettings:
    """The endpoint that the settings name; KeyRefused when it is OpenAI's own and there is no key."""
    from newsdraft.writing import AnswerFormat, ModelSettings  # noqa: PLC0415

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
