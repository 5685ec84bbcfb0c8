from __future__ import annotations

from ipaddress import ip_address

import pytest

from coach.errors import CoachError, UsageError
from coach.phone.address import OwnAddress, choose_address, parse_address, url_host

WIFI = OwnAddress("wlp2s0", ip_address("192.168.1.20"))
CABLE = OwnAddress("enp3s0", ip_address("10.0.0.7"))
VPN = OwnAddress("tun0", ip_address("10.8.0.2"))
DOCKER = OwnAddress("docker0", ip_address("172.17.0.1"))
LOOPBACK = OwnAddress("lo", ip_address("127.0.0.1"))
SELF_MADE = OwnAddress("wlp2s0", ip_address("169.254.3.4"))
SIX = OwnAddress("wlp2s0", ip_address("fd00::2"))


def test_the_address_in_the_local_network_is_chosen() -> None:
    found = [LOOPBACK, DOCKER, SELF_MADE, SIX, WIFI]
    assert choose_address(found, [WIFI.ip]).ip == WIFI.ip
    assert choose_address(found, []).others == ()


def test_of_two_networks_the_usual_one_is_chosen_and_the_other_is_named() -> None:
    chosen = choose_address([CABLE, WIFI], [WIFI.ip])
    assert chosen.ip == WIFI.ip
    assert chosen.others == (CABLE,)


def test_a_vpn_that_takes_all_connections_does_not_take_the_phone() -> None:
    assert choose_address([VPN, WIFI], [VPN.ip]).ip == WIFI.ip


def test_where_only_a_vpn_is_that_is_said() -> None:
    with pytest.raises(CoachError, match="connected only to a VPN") as told:
        choose_address([LOOPBACK, VPN], [VPN.ip])
    assert "--phone=ADDRESS" in str(told.value.hint)


def test_without_a_network_that_is_said() -> None:
    with pytest.raises(CoachError, match="not on a network that your phone can reach"):
        choose_address([LOOPBACK, DOCKER, SELF_MADE], [])


def test_a_network_of_ipv6_alone_works() -> None:
    chosen = choose_address([LOOPBACK, SIX], [SIX.ip])
    assert url_host(chosen.ip, 40123) == "[fd00::2]:40123"


def test_an_address_can_be_typed_with_or_without_brackets() -> None:
    assert parse_address("192.168.1.20") == WIFI.ip
    assert parse_address("[fd00::2]") == parse_address("fd00::2") == SIX.ip


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("0.0.0.0", "would open coach to every network"),  # noqa: S104  refused
        ("::", "would open coach to every network"),
        ("224.0.0.1", "is not the address of one computer"),
        ("pre-run", "is not a network address"),
        ("192.168.1.20:80", "is not a network address"),
        ("", "is not a network address"),
        ("fe80::1%wlp2s0", "a browser cannot open"),
    ],
)
def test_what_is_no_address_for_a_phone_is_refused(word: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_address(word)
