"""Which addresses a reader may connect to: pure decisions, no network.

The rule is a list of what is allowed, not of what is known to be bad: a public IPv4 address, or a global
unicast IPv6 address, outside the blocks that IANA keeps for special use (the IPv4 and IPv6 Special-Purpose
Address Registries, RFC 6890 and its updates). ``ipaddress.is_global`` is not enough: it passes 6to4 and NAT64
addresses that carry a private IPv4 address inside.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from ipaddress import IPv4Address as IPv4
from ipaddress import IPv6Address as IPv6

_V4_BLOCKS = tuple(
    (ipaddress.IPv4Network(block), reason)
    for block, reason in (
        ("0.0.0.0/8", "it means this machine"),
        ("10.0.0.0/8", "it is in a private network"),
        ("100.64.0.0/10", "it is in a provider's inner network"),
        ("127.0.0.0/8", "it is this machine itself"),
        ("169.254.0.0/16", "it is link-local, where cloud machines keep their keys"),
        ("172.16.0.0/12", "it is in a private network"),
        ("192.0.0.0/24", "it is kept for network protocols"),
        ("192.0.2.0/24", "it is kept for documentation"),
        ("192.31.196.0/24", "it is kept for network protocols"),
        ("192.52.193.0/24", "it is kept for network protocols"),
        ("192.88.99.0/24", "it is a relay into other networks"),
        ("192.168.0.0/16", "it is in a private network"),
        ("192.175.48.0/24", "it is kept for network protocols"),
        ("198.18.0.0/15", "it is kept for tests of network equipment"),
        ("198.51.100.0/24", "it is kept for documentation"),
        ("203.0.113.0/24", "it is kept for documentation"),
        ("224.0.0.0/4", "it is a multicast address"),
        ("240.0.0.0/4", "it is reserved"),
        # A public number that a large cloud answers on from inside each of its machines.
        ("168.63.129.16/32", "it is a cloud provider's inner service"),
    )
)

_V6_BLOCKS = tuple(
    (ipaddress.IPv6Network(block), reason)
    for block, reason in (
        ("::/128", "it means this machine"),
        ("::1/128", "it is this machine itself"),
        ("64:ff9b:1::/48", "it leads into a private network (local NAT64)"),
        ("2001::/23", "it is kept for network protocols, among them Teredo tunnels"),
        ("2001:db8::/32", "it is kept for documentation"),
        ("2002::/16", "it leads into another network (6to4)"),
        ("3ffe::/16", "it is no longer in use"),
        ("3fff::/20", "it is kept for documentation"),
        ("fc00::/7", "it is in a private network"),
        ("fe80::/10", "it is link-local"),
        ("ff00::/8", "it is a multicast address"),
    )
)
_V6_GLOBAL = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# The middle of an address that carries an IPv4 address at its end (ISATAP, RFC 5214).
_ISATAP = (0x00005EFE, 0x02005EFE)

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


def refusal(ip: str) -> str | None:
    """Why ``ip`` must not be connected to, in words that follow "refused because"; None where it may be.

    ``ip`` is an IPv4 or IPv6 address in any form that a browser would take, also decimal, octal or
    hexadecimal. What is no address at all is refused.
    """
    address = _parse(ip)
    if address is None:
        return "it is not a network address"
    return _refuse_v4(address) if isinstance(address, IPv4) else _refuse_v6(address)


def literal_address(host: str) -> str | None:
    """The plain form of a host that is written as an address (``0x7f.1`` gives ``127.0.0.1``), or None.

    A host whose last label is a number can only be an address (WHATWG URL standard, host parsing); where it
    is not a valid one, ``ValueError`` is raised, because programs would disagree on what it means.
    """
    text = host.strip("[]").rstrip(".")
    address = _parse(text)
    if address is not None:
        return str(address)
    if ":" in text or _NUMBER.fullmatch(text.rpartition(".")[2]):
        message = f"{host} is no valid network address"
        raise ValueError(message)
    return None


def allowed_exactly(host: str, ip: str, allow_hosts: tuple[str, ...]) -> bool:
    """Whether the operator named this very host or this very address as one that may be private."""
    wanted = {allowed.strip("[]").lower() for allowed in allow_hosts}
    return host.strip("[]").rstrip(".").lower() in wanted or ip.lower() in wanted


def first_refused(
    host: str, addresses: Sequence[str], allow_hosts: tuple[str, ...]
) -> tuple[str, str] | None:
    """The first of a name's ``addresses`` that must not be connected to, and why; None where all of them may be.

    One bad address refuses the name: which of several answers is used is for the one who answers to choose.
    """
    for address in addresses:
        reason = refusal(address)
        if reason and not allowed_exactly(host, address, allow_hosts):
            return address, reason
    return None


def _parse(text: str) -> IPv4 | IPv6 | None:
    bare = text.strip("[]")
    if ":" in bare:
        try:
            return IPv6(bare.replace("%25", "%", 1))
        except ValueError:
            return None
    return _parse_v4(bare)


def _parse_v4(text: str) -> IPv4 | None:
    """One to four numbers; the last fills what is left, as ``inet_aton`` has always read them."""
    parts = text.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) and len(part) < 20 for part in parts):
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return None
    *heads, last = numbers
    if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
        return None
    return IPv4(sum(head << (24 - 8 * place) for place, head in enumerate(heads)) + last)


def _number(part: str) -> int:
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)


def _refuse_v4(address: IPv4) -> str | None:
    return next((reason for block, reason in _V4_BLOCKS if address in block), None)


def _refuse_v6(address: IPv6) -> str | None:
    inner = _inner_v4(address)
    if inner is not None:
        reason = _refuse_v4(inner)
        return f"it leads to {inner}, and {reason}" if reason else None
    for block, reason in _V6_BLOCKS:
        if address in block:
            return reason
    return None if address in _V6_GLOBAL else "it is not in the public part of IPv6"


def _inner_v4(address: IPv6) -> IPv4 | None:
    """The IPv4 address that a connection would really go to, where IPv6 is only its envelope."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    tail = IPv4(int(address) & 0xFFFFFFFF)
    if address in _NAT64 or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return tail
    return None
