"""What model calls cost: the prices that a project sets, else those of the library ``genai-prices``.

Amounts are US dollars. The library holds the list prices of public providers and is asked without any network; it is
loaded with the first price that is needed. Of an endpoint that it does not know, the price is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genai_prices.types import PriceCalculation

MILLION = 1_000_000


@dataclass(frozen=True)
class Prices:
    """The prices of one model at one endpoint: US dollars for a million tokens, where the project sets them.

    ``cached_input`` is the price of input that the provider had cached; unset, it costs as much as other input.
    """

    input: float | None = None
    output: float | None = None
    cached_input: float | None = None
    model: str = ""
    endpoint: str = ""

    @property
    def set_by_hand(self) -> bool:
        """Whether the project sets the prices."""
        return self.input is not None and self.output is not None

    @cached_property
    def known(self) -> bool:
        """Whether the cost of a call can be told."""
        return self.set_by_hand or self._listed(0, 0, 0) is not None

    def of(self, input_tokens: int | None, output_tokens: int | None, cached_tokens: int | None = 0) -> float | None:
        """The price of a call, None if the price or the tokens are unknown. ``cached_tokens`` are part of the input."""
        if input_tokens is None or output_tokens is None:
            return None
        cached = min(cached_tokens or 0, input_tokens)
        if self.input is None or self.output is None:
            return self._listed(input_tokens, output_tokens, cached)
        cached_price = self.input if self.cached_input is None else self.cached_input
        fresh = input_tokens - cached
        return (fresh * self.input + cached * cached_price + output_tokens * self.output) / MILLION

    def _listed(self, input_tokens: int, output_tokens: int, cached: int) -> float | None:
        found = _list_price(self.model, self.endpoint, input_tokens, output_tokens, cached)
        return float(found.total_price) if found else None


def _list_price(
    model: str, endpoint: str, input_tokens: int, output_tokens: int, cached: int
) -> PriceCalculation | None:
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - slow to import: only where money is counted

    usage = Usage(input_tokens=input_tokens, output_tokens=output_tokens, cache_read_tokens=cached)
    try:
        return calc_price(usage, model_ref=model, provider_api_url=endpoint)
    except LookupError:
        return None
