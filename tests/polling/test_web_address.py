"""Which addresses a reader may connect to. Nothing here touches the network."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdraft.web import literal_address, refusal
from newsdraft.web.address import first_refused

PUBLIC = [
    "8.8.8.8", "1.1.1.1", "93.184.216.34", "172.32.0.1", "172.15.255.255", "100.63.255.255",
    "100.128.0.1", "198.20.0.1", "192.0.1.1", "223.255.255.255", "2606:4700:4700::1111",
    "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "134744072", "0x08080808",
    "010.010.010.010", "2001:4860:4860::8888",
]  # fmt: skip
REFUSED = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1",
    "198.51.100.7", "203.0.113.9", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "192.88.99.1", "168.63.129.16", "::", "::1", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::8.8.8.8", "2002:7f00:1::1", "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1", "3fff::1", "2001:10::1", "2001:2::1", "100::1", "5f00::1", "4000::1", "3ffe::1",
    "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:192.168.0.1", "2130706433", "0x7f000001", "0x7f.1",
    "127.1", "0177.0.0.1", "017700000001", "0x7f.0x0.0x0.0x1", "10.1", "169.254.43518", "0", "[::1]",
    "nonsense", "", "1.2.3.4.5", "256.1.1.1", "08.8.8.8", "4294967296",
]  # fmt: skip


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_addresses_may_be_read(ip: str) -> None:
    assert refusal(ip) is None


@pytest.mark.parametrize("ip", REFUSED)
def test_everything_else_is_refused_with_a_reason(ip: str) -> None:
    assert refusal(ip)


@given(st.ip_addresses())
def test_what_the_standard_library_calls_not_global_is_refused(address: ipaddress.IPv4Address) -> None:
    if not address.is_global:
        assert refusal(str(address))


@given(st.ip_addresses(v=4))
def test_an_envelope_is_judged_by_what_is_in_it(inner: ipaddress.IPv4Address) -> None:
    for envelope in (f"::ffff:{inner}", f"64:ff9b::{inner}", str(int(inner)), hex(int(inner))):
        assert (refusal(envelope) is None) == (refusal(str(inner)) is None)


@given(st.text(max_size=40))
def test_any_text_gets_a_decision(text: str) -> None:
    assert refusal(text) is None or isinstance(refusal(text), str)


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        ("2130706434", "127.0.0.2"),
        ("0x7f.2", "127.0.0.2"),
        ("127.0.0.2.", "127.0.0.2"),
        ("[::ffff:127.0.0.2]", "::ffff:7f00:2"),
        ("news.example", None),
        ("1.example", None),
        ("0xcafe.example", None),
    ],
)
def test_hosts_written_as_addresses(host: str, plain: str | None) -> None:
    assert literal_address(host) == plain


@pytest.mark.parametrize("host", ["1.2.3.4.5", "256.1.1.1", "news.127", "09.1.1.1", "1:2"])
def test_hosts_that_programs_would_read_differently_are_errors(host: str) -> None:
    with pytest.raises(ValueError, match="no valid network address"):
        literal_address(host)


@pytest.mark.parametrize(
    ("addresses", "bad"),
    [
        (["8.8.8.8", "10.0.0.1"], "10.0.0.1"),
        (["10.0.0.1", "8.8.8.8"], "10.0.0.1"),
        (["8.8.8.8", "2606:4700::1", "::ffff:192.168.0.1"], "::ffff:192.168.0.1"),
        (["2606:4700::1", "64:ff9b::10.0.0.1"], "64:ff9b::10.0.0.1"),
        (["8.8.8.8", "2002:a00:1::"], "2002:a00:1::"),
        (["8.8.8.8", "100.64.3.4"], "100.64.3.4"),
        (["8.8.8.8", "192.0.0.8"], "192.0.0.8"),
        (["8.8.8.8", "0x7f000001"], "0x7f000001"),
        (["8.8.8.8", "not an address"], "not an address"),
    ],
)
def test_one_bad_address_among_several_refuses_the_name(addresses: list[str], bad: str) -> None:
    refused = first_refused("news.example", addresses, ())
    assert refused is not None
    assert refused[0] == bad
    # The operator may name this very address, or the host, and nothing near it.
    assert first_refused("news.example", addresses, (bad,)) is None
    assert first_refused("news.example", addresses, ("news.example",)) is None
    assert first_refused("news.example", addresses, ("example", "10.0.0.2")) is not None


def test_public_addresses_alone_let_a_name_pass() -> None:
    assert first_refused("news.example", ["8.8.8.8", "2606:4700::1"], ()) is None
    assert first_refused("news.example", [], ()) is None


def test_the_same_name_is_judged_by_what_it_stands_for_now() -> None:
    lookups = [["8.8.8.8"], ["169.254.169.254"], ["8.8.8.8"]]
    assert [first_refused("news.example", found, ()) is None for found in lookups] == [True, False, True]
