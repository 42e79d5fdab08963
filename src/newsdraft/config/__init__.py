"""Settings and ``sources.yaml``, both strict: every mistake is reported at once, with file, line and path."""

from newsdraft.config.layers import did_you_mean, load_settings
from newsdraft.config.queries import MOST_RECORDS, at_services, query_address
from newsdraft.config.settings import AnswerFormat, Settings, TokenLimitField, WriterName, settings_table
from newsdraft.config.sources import load_sources, parse_sources

__all__ = [
    "MOST_RECORDS",
    "AnswerFormat",
    "Settings",
    "TokenLimitField",
    "WriterName",
    "at_services",
    "did_you_mean",
    "load_settings",
    "load_sources",
    "parse_sources",
    "query_address",
    "settings_table",
]
