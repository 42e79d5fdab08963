"""What model calls cost: the prices that a project sets, else those of the library ``genai-prices``.

Amounts are US dollars. The library holds the list prices of public providers and is asked without any network; it is
loaded with the first price that is needed. Of an endpoint that it does not know, the price is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MILLION = 1_000_000


@dataclass(frozen=True)
class Prices:
    """The prices of one model at one endpoint: what the project sets, in US dollars a million tokens, or the list's.

    ``cached_input`` is the price of input that the provider had cached; unset, it costs as much as other input.
    """

    input: float | None = None
    output: float | None = None
    cached_input: float | None = None
    model: str = ""
    endpoint: str = ""

    def of(
        self,
        input_tokens: int | None,
        output_tokens: int | None,
        cached_tokens: int | None = 0,
        at: datetime | None = None,
    ) -> float | None:
        """The price of a call, None if the price or the tokens are unknown.

        ``cached_tokens`` are part of the input. List prices are those of the time ``at``.
        """
        if input_tokens is None or output_tokens is None:
            return None
        cached = min(cached_tokens or 0, input_tokens)
        if self.input is None or self.output is None:
            return self._listed(input_tokens, output_tokens, cached, at)
        cached_price = self.input if self.cached_input is None else self.cached_input
        fresh = input_tokens - cached
        return (fresh * self.input + cached * cached_price + output_tokens * self.output) / MILLION

    def most(self, input_tokens: int, output_tokens: int, at: datetime | None = None) -> float | None:
        """The most that a call of at most so many tokens costs: a few models charge more for input from the cache."""
        prices = [self.of(input_tokens, output_tokens, cached, at) for cached in (0, input_tokens)]
        return None if None in prices else max(price for price in prices if price is not None)

    def _listed(
        self, input_tokens: int, output_tokens: int, cached: int, at: datetime | None
    ) -> float | None:
        from genai_prices import Usage, calc_price  # noqa: PLC0415 - slow to import: only where money is counted

        usage = Usage(input_tokens=input_tokens, output_tokens=output_tokens, cache_read_tokens=cached)
        try:
            found = calc_price(
                usage,
                model_ref=self.model,
                provider_api_url=self.endpoint.lower(),
                genai_request_timestamp=at,
            )
        except LookupError:
            return None
        return float(found.total_price)
