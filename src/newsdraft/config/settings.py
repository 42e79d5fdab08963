"""The settings of a project: names, types, defaults and meaning. layers.py says where they come from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticUndefined

LogFormat = Literal["text", "json"]
WriterName = Literal["model", "extract", "local"]
AnswerFormat = Literal["json_schema", "json_object", "prompt"]
TokenLimitField = Literal["max_completion_tokens", "max_tokens"]

ENV_PREFIX = "NEWSDRAFT_"
# These two have the names that the openai library and its neighbours use.
OWN_NAMES = {"openai_api_key": "OPENAI_API_KEY", "openai_base_url": "OPENAI_BASE_URL"}
PING_NAMES = ("ping_url_success", "ping_url_failure")
# What load_settings fills in by itself; not settings that a person can set.
DERIVED = frozenset({"project", "warnings"})

_HOST = re.compile(r"[A-Za-z0-9._-]+|\[?[0-9A-Fa-f:.]+\]?")


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or True)
    except ValueError:
        valid = False
    if not valid or re.search(r"\s", value):
        raise ValueError("must be a web address that begins with http:// or https://")
    return value


def _service_address(value: str) -> str:
    """An address without a slash at its end; "off" (an environment variable cannot be empty) leaves it out."""
    return "" if value in ("", "off") else _web_address(value.rstrip("/"))


def _listed(value: object) -> object:
    """A list in TOML, or a string with commas in the environment."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(value) if isinstance(value, list) else value


def _hosts(value: tuple[str, ...]) -> tuple[str, ...]:
    wrong = [host for host in value if not _HOST.fullmatch(host)]
    if wrong:
        raise ValueError(f"must be host names or addresses without scheme, port or path; not {wrong[0]!r}")
    return value


def _links(value: tuple[str, ...]) -> tuple[str, ...]:
    for link in value:
        words, _, address = link.partition(": ")
        if not words.strip() or not address.strip():
            raise ValueError(f"must be like `Our blog: https://example.org/blog`; not {link!r}")
        if not address.startswith("/") or address.startswith("//"):
            _web_address(address.strip())
    return value


def _disclosure(value: str) -> str:
    if "{reviewer}" not in value:
        raise ValueError("must name who approved the post: put {reviewer} into it")
    return value


def _path(value: object) -> object:
    return Path(value).expanduser() if isinstance(value, str) else value


def _header_text(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("goes into the User-Agent, so it must be plain ASCII on one line")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
ServiceAddress = Annotated[str, AfterValidator(_service_address)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_hosts)]
FilePath = Annotated[Path, BeforeValidator(_path)]
HeaderText = Annotated[str, AfterValidator(_header_text)]
Money = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Limit = Annotated[int, Field(ge=1)]
Tokens = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Settings(BaseModel):
    """What the person who keeps newsdraft running has decided. Make one with ``load_settings``.

    Secrets and addresses that may hold a password do not show in ``repr`` or ``str``; ``shown()`` gives a
    masked listing for people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    project: Path = Field(description="The project folder.")
    warnings: tuple[str, ...] = Field(default=(), description="What looked odd while the settings were read.")

    # --- the writer ---
    writer: WriterName | None = Field(
        default=None,
        description="Who writes: model (an endpoint), extract (no model: the source's own sentences) "
        "or local (a GGUF file). Unset: model where a key or a base URL is set, else extract.",
    )
    model: str = Field(
        default="gpt-5.4-mini",
        min_length=1,
        description="The model that writes, by the endpoint's name for it.",
    )
    judge_model: str | None = Field(
        default=None, min_length=1, description="The model that judges drafts; unset: the writing model."
    )
    judge: bool = Field(
        default=True,
        description="Whether a model reads every model-written draft a second time and judges each sentence.",
    )
    repair: bool = Field(
        default=True,
        description="Whether sentences that fail the checks are written anew, once, before an editor sees them.",
    )
    local_model_path: FilePath | None = Field(
        default=None,
        description="The GGUF file of the local writer; a relative path starts at the project folder.",
    )
    openai_api_key: SecretStr | None = Field(
        default=None, description="The key of the endpoint. Environment or .env only, never newsdraft.toml."
    )
    openai_base_url: WebAddress | None = Field(
        default=None,
        repr=False,
        description="The address of an OpenAI-compatible server; unset: OpenAI's own.",
    )
    answer_format: AnswerFormat = Field(
        default="json_schema",
        description="How the endpoint is asked for JSON: json_schema (strict), json_object, or prompt (in "
        "words only, for servers that know neither).",
    )
    max_output_tokens: int = Field(
        default=8000,
        ge=256,
        le=200_000,
        description="The most tokens that one answer may have, thinking included.",
    )
    token_limit_field: TokenLimitField = Field(
        default="max_completion_tokens",
        description="The request field that carries the token limit; older servers know only max_tokens.",
    )
    temperature: float | None = Field(
        default=None, ge=0, le=2, description="Sampling temperature; unset: the endpoint's default."
    )
    model_timeout_seconds: Seconds = Field(
        default=180.0, description="The longest that one model call may take."
    )
    model_retry_seconds: float = Field(
        default=120.0,
        ge=0,
        allow_inf_nan=False,
        description="How long a call is tried again after a passing fault; then the story waits.",
    )

    model_calls_at_once: int = Field(
        default=4, ge=1, le=64, description="How many stories a model writes at the same time."
    )
    model_requests_per_minute: Limit | None = Field(
        default=None, description="The most requests a minute to an endpoint, from all processes together."
    )
    model_tokens_per_minute: Limit | None = Field(
        default=None, description="The most tokens a minute to an endpoint, from all processes together."
    )

    # --- spending ---
    max_cost_per_run: Money | None = Field(default=None, description="The most that a run may spend, in USD.")
    max_cost_per_day: Money | None = Field(
        default=None, description="The most that a day (UTC) may spend, in USD."
    )
    max_cost_per_draft: Money | None = Field(
        default=None, description="The most that a draft may cost, in USD."
    )
    max_cost_per_month: Money | None = Field(
        default=None, description="The most that a calendar month (UTC) may spend, in USD."
    )

    max_tokens_per_run: Tokens | None = Field(
        default=None, description="The most tokens, input and output together, that a run may use."
    )
    max_tokens_per_day: Tokens | None = Field(
        default=None, description="The most tokens that a day (UTC) may use."
    )
    max_tokens_per_month: Tokens | None = Field(
        default=None, description="The most tokens that a calendar month (UTC) may use."
    )
    max_tokens_per_draft: Tokens | None = Field(
        default=None, description="The most tokens that a draft may use."
    )

    price_input: Money | None = Field(
        default=None, description="What the endpoint charges for a million input tokens, in USD."
    )
    price_output: Money | None = Field(
        default=None, description="What the endpoint charges for a million output tokens, in USD."
    )

    price_cached_input: Money | None = Field(
        default=None,
        description="What it charges for a million input tokens that it had cached, in USD; unset: as other input.",
    )

    # --- what is drafted ---
    max_drafts: int = Field(
        default=30, ge=0, description="The most drafts of one run; the other stories wait."
    )
    max_drafts_per_day: int = Field(default=60, ge=0, description="The most drafts of one day (UTC).")
    recency_days: int = Field(
        default=14,
        ge=1,
        description="Stories whose newest report is older than this many days are not drafted.",
    )
    triage: bool = Field(
        default=False,
        description="Whether a model is asked, in one call a run, which of the uncertain items are cancer news.",
    )
    references_per_draft: int = Field(
        default=6, ge=0, le=40, description="How many vetted facts of references/ a draft may lean on."
    )

    # --- reading the web ---
    allow_private_hosts: Hosts = Field(
        default=(),
        description="Hosts and addresses, with commas between, that may be read although they are private "
        "(for tests and for a server of your own).",
    )
    contact: HeaderText = Field(
        default="", description="A mail or web address for the User-Agent, so that a site can reach you."
    )
    poll_workers: int = Field(
        default=8, ge=1, le=64, description="How many feeds are asked at the same time."
    )
    host_delay_seconds: float = Field(
        default=1.0, ge=0, le=3600, description="The pause between two requests to one host, in seconds."
    )
    first_byte_seconds: Seconds = Field(
        default=10.0, description="How long to wait for a server's first byte."
    )
    total_seconds: Seconds = Field(default=18.0, description="The longest that reading one address may take.")
    max_page_bytes: int = Field(
        default=8_000_000, ge=10_000, description="The largest page or feed, in bytes after decompression."
    )

    # --- the study behind a story ---
    look_up_studies: bool = Field(
        default=True,
        description="Whether the paper or trial behind a story is looked up in public registries; a draft says "
        "what was not looked up.",
    )
    crossref_url: ServiceAddress = Field(
        default="https://api.crossref.org", description="Crossref's REST API; `off` leaves it out."
    )
    pubmed_url: ServiceAddress = Field(
        default="https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        description="PubMed's E-utilities; `off` leaves them out.",
    )
    europe_pmc_url: ServiceAddress = Field(
        default="https://www.ebi.ac.uk/europepmc/webservices/rest",
        description="Europe PMC's REST service; `off` leaves it out.",
    )
    trials_url: ServiceAddress = Field(
        default="https://clinicaltrials.gov/api/v2",
        description="ClinicalTrials.gov's API; `off` leaves it out.",
    )
    arxiv_url: ServiceAddress = Field(
        default="https://export.arxiv.org/api", description="arXiv's API; `off` leaves it out."
    )
    openrxiv_url: ServiceAddress = Field(
        default="https://api.biorxiv.org",
        description="The API of bioRxiv and medRxiv; `off` leaves it out.",
    )
    registry_requests: int = Field(
        default=5, ge=0, le=20, description="The most questions to registries for one story."
    )
    registry_seconds: Seconds = Field(
        default=45.0, description="The longest that looking up one story's study may take."
    )

    # --- where things are kept ---
    database_url: str = Field(
        default="",
        repr=False,
        description="The database: postgresql://USER:PASSWORD@HOST/NAME, or an SQLAlchemy address of an SQLite "
        "file; unset: SQLite in .newsdraft/state.db.",
    )

    lease_seconds: float = Field(
        default=60.0,
        ge=1,
        le=3600,
        description="How long a process that fell silent on another host keeps the story that it worked on.",
    )
    workers: bool = Field(
        default=False,
        description="Whether `newsdraft worker`, on this or on other hosts, drafts what a run chose; needs PostgreSQL.",
    )

    # --- watching ---
    log_format: LogFormat = Field(
        default="text",
        description="Messages on stderr: text for people, or json, an object a line, for a log collector.",
    )
    ping_url_success: WebAddress | None = Field(
        default=None, repr=False, description="An address that is asked for after a run that went to its end."
    )
    ping_url_failure: WebAddress | None = Field(
        default=None,
        repr=False,
        description="An address that is asked for after a run that failed, or stopped drafting early.",
    )

    # --- the site ---
    site_footer: str = Field(default="", description="Markdown that is set below every published post.")
    site_links: Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_links)] = Field(
        default=(),
        description="Links around every published post, as `Words: https://address`, with commas between: the "
        "first leads back from its head, all stand below it.",
    )
    ai_disclosure: Annotated[str, AfterValidator(_disclosure)] = Field(
        default="This article was drafted with AI assistance from the sources listed above. It was reviewed by "
        "{reviewer} on {date}.",
        description="The note on how a post was made; {reviewer} and {date} become who approved it, and when.",
    )

    @property
    def effective_writer(self) -> WriterName:
        """The writer that is set, or else ``model`` where a key or a base URL is set, or else ``extract``."""
        if self.writer is not None:
            return self.writer
        return "model" if self.openai_api_key or self.openai_base_url else "extract"

    def shown(self) -> dict[str, str]:
        """Every setting as text that is safe to print: secrets are masked, passwords cut from addresses."""
        shown = {name: _shown(getattr(self, name)) for name in setting_names()}
        # Whoever knows the address of a ping can send one.
        hidden = {name: "set (hidden)" for name in PING_NAMES if getattr(self, name)}
        return {**shown, **hidden}


def _shown(value: object) -> str:
    if value is None or value in ("", ()):
        return "not set"
    if isinstance(value, SecretStr):
        return "set (hidden)"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return mask_address(value) if isinstance(value, str) else str(value)


def mask_address(value: str) -> str:
    """``value`` without the user name and password that an address may carry; other text is left as it is."""
    if "@" not in value or "://" not in value:
        return value
    try:
        parts = urlsplit(value)
    except ValueError:
        return "(an address that cannot be read)"
    return (
        urlunsplit(parts._replace(netloc="***@" + parts.netloc.rpartition("@")[2]))
        if parts.username
        else value
    )


def setting_names() -> list[str]:
    """The keys that a person can set, in the order of the documentation."""
    return [name for name in Settings.model_fields if name not in DERIVED]


def env_name(key: str) -> str:
    """The environment variable of a setting."""
    return OWN_NAMES.get(key, ENV_PREFIX + key.upper())


def settings_table() -> list[tuple[str, str, str, str]]:
    """Rows (key, environment variable, default as text, description), for documentation and its test."""
    return [
        (name, env_name(name), _default_text(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
        if name not in DERIVED
    ]


def _default_text(default: Any) -> str:
    return "" if default is PydanticUndefined or default in (None, "", ()) else str(default)
