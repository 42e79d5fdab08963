"""Decompress a body piece by piece, so that neither a bomb nor a cut stream passes unseen.

httpx2 decodes too, but it takes a gzip or brotli stream that stops half way for a whole one. A cut feed that
passes for a whole one would lose its entries for good: the next request would answer "not modified".
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Protocol

PIECE = 1 << 18


class DamagedBodyError(ValueError):
    """The compressed stream is broken or stops too early."""


class Decoder(Protocol):
    """Turns compressed chunks into pieces of bounded size."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The pieces that ``data`` completes."""

    def finish(self) -> None:
        """Raise ``DamagedBodyError`` where the stream ended too early."""


class _Zlib:
    """gzip (several members in a row are one body, RFC 1952) and both readings of deflate."""

    def __init__(self, *window_bits: int) -> None:
        self._choices = list(window_bits)
        self._stream = zlib.decompressobj(self._choices.pop(0))
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            piece = self._decompress(data)
            self._started = True
            if piece:
                yield piece
            data = self._rest()

    def _decompress(self, data: bytes) -> bytes:
        try:
            return self._stream.decompress(data, PIECE)
        except zlib.error as error:
            if self._started or not self._choices:
                raise DamagedBodyError(str(error)) from error
            self._stream = zlib.decompressobj(self._choices.pop(0))
            return self._decompress(data)

    def _rest(self) -> bytes:
        if not self._stream.eof:
            return self._stream.unconsumed_tail
        rest = self._stream.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return b""  # padding after the last member; servers do send it
        self._stream = zlib.decompressobj(31)
        return rest

    def finish(self) -> None:
        if self._started and not self._stream.eof:
            raise DamagedBodyError


class _Brotli:
    def __init__(self) -> None:
        self._module: Any = importlib.import_module("brotli")
        self._stream = self._module.Decompressor()
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._started = self._started or bool(data)
        try:
            piece = self._stream.process(data, output_buffer_limit=PIECE)
            while piece:
                yield piece
                piece = self._stream.process(b"", output_buffer_limit=PIECE)
        except self._module.error as error:
            raise DamagedBodyError(str(error)) from error

    def finish(self) -> None:
        if self._started and not self._stream.is_finished():
            raise DamagedBodyError


class _Zstd:
    def __init__(self) -> None:
        self._module = _zstd_module()
        self._stream = self._module.ZstdDecompressor()
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._started = self._started or bool(data)
        try:
            while data or not (self._stream.needs_input or self._stream.eof):
                piece = self._stream.decompress(data, PIECE)
                if piece:
                    yield piece
                data = b""
                if self._stream.eof and self._stream.unused_data:
                    data = self._stream.unused_data
                    self._stream = self._module.ZstdDecompressor()
        except self._module.ZstdError as error:
            raise DamagedBodyError(str(error)) from error

    def finish(self) -> None:
        if self._started and not self._stream.eof:
            raise DamagedBodyError


@cache
def _zstd_module() -> Any:
    """The standard library's (Python 3.14) or its backport, the same interface; None where neither is."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


@cache
def accepted() -> str:
    """The Accept-Encoding header: what can be decoded here."""
    return "gzip, deflate, br" + (", zstd" if _zstd_module() else "")


def decoders(encodings: Iterable[str]) -> list[Decoder]:
    """Decoders for a Content-Encoding list, in the order to apply them.

    A name that is no compression ("utf-8" is seen in the wild) is passed over; more than two in a row, which
    nobody sends in earnest, are ``DamagedBodyError``.
    """
    names = [name.strip().lower() for name in encodings]
    made = [decoder for name in reversed(names) if (decoder := _decoder(name)) is not None]
    if len(made) > 2:
        message = "compressed more than twice"
        raise DamagedBodyError(message)
    return made


def _decoder(name: str) -> Decoder | None:
    if name in {"gzip", "x-gzip"}:
        return _Zlib(31)
    if name == "deflate":
        return _Zlib(15, -15)
    if name == "br":
        return _Brotli()
    return _Zstd() if name == "zstd" and _zstd_module() else None


def decoded(chunks: Iterable[bytes], stack: list[Decoder]) -> Iterator[bytes]:
    """The decoded pieces of ``chunks``; ``DamagedBodyError`` where a stream is broken or cut."""
    for decoder in stack:
        chunks = _through(chunks, decoder)
    yield from chunks


def _through(chunks: Iterable[bytes], decoder: Decoder) -> Iterator[bytes]:
    for chunk in chunks:
        yield from decoder.feed(chunk)
    decoder.finish()
