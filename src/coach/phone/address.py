"""The address at which a phone on the local network reaches this computer."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
import struct
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coach.errors import CoachError, UsageError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NOT_LOCAL = ("tun", "tap", "wg", "ppp", "tailscale", "zt", "nordlynx", "proton", "ipsec")
"""Names of VPN interfaces, behind which there is no phone in the room."""
_NOT_REAL = ("docker", "br-", "veth", "virbr", "lxc", "lxd", "vmnet", "vbox", "podman")
"""Names of interfaces of containers and virtual machines."""
_ASK_FOR_ADDRESS = 0x8915
"""SIOCGIFADDR in Linux, which asks for the IPv4 address of an interface."""
_GLOBAL_SCOPE, _UNUSABLE = 0x00, 0x01 | 0x08 | 0x20 | 0x40
"""IPv6 addresses in Linux: the scope of a global address, and the flags of a temporary,
duplicate, outdated or tentative one."""
_SOMEWHERE = ("192.0.2.1", "2001:db8::1")
"""Addresses that belong to no computer. They show which of our addresses would be used;
coach sends nothing there."""


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """An address of this computer and the interface that has it."""

    interface: str
    ip: IpAddress

    @property
    def is_vpn(self) -> bool:
        """Return whether the address belongs to a VPN."""
        return self.interface.startswith(_NOT_LOCAL)

    @property
    def is_for_phones(self) -> bool:
        """Return whether a phone in the same room may reach the address."""
        is_elsewhere = self.interface.startswith(_NOT_LOCAL + _NOT_REAL)
        return not (self.ip.is_loopback or self.ip.is_link_local or is_elsewhere)


@dataclass(frozen=True, slots=True)
class ChosenAddress:
    """The address to listen on, and other possible ones."""

    ip: IpAddress
    others: tuple[OwnAddress, ...] = ()


def parse_address(word: str) -> IpAddress:
    """Return the address that was typed.

    Raises:
        UsageError: if the text is not the address of one computer, or is a local link's.
    """
    try:
        ip = ipaddress.ip_address(word.strip().removeprefix("[").removesuffix("]"))
    except ValueError:
        raise UsageError(
            f"'--phone={word}' is not a network address",
            hint="use --phone alone, or an address like --phone=192.168.1.20",
        ) from None
    if ip.is_multicast:
        raise UsageError(
            f"'--phone={word}' is not the address of one computer",
            hint="use --phone alone, or an address like --phone=192.168.1.20",
        )
    if ip.is_unspecified:
        raise UsageError(
            f"'--phone={word}' would open coach to every network that this computer is on",
            hint="use --phone alone, or one address like --phone=192.168.1.20",
        )
    if isinstance(ip, ipaddress.IPv6Address) and (ip.scope_id or ip.is_link_local):
        raise UsageError(
            f"a browser cannot open the address '{word}'",
            hint="use --phone alone, or an address like --phone=192.168.1.20",
        )
    return ip


def choose_address(
    found: Sequence[OwnAddress], usual: Iterable[IpAddress]
) -> ChosenAddress:
    """Return the address for phones, which is the one used for the local network.

    IPv4 comes first, because its codes are smaller and every network supports it.

    Args:
        found: all addresses of this computer.
        usual: those from which connections to other computers start.

    Raises:
        CoachError: if there is none.
    """
    usual = tuple(usual)
    fitting = [each for each in found if each.is_for_phones]
    if not fitting and any(each.is_vpn for each in found):
        raise CoachError(
            "this computer is connected only to a VPN, which your phone can't reach",
            hint="join a Wi-Fi network, or choose an address with --phone=ADDRESS",
        )
    if not fitting:
        raise CoachError(
            "this computer is not on a network that your phone can reach",
            hint="join the same Wi-Fi network as your phone, then start again",
        )
    first, *others = sorted(
        fitting,
        key=lambda each: (
            each.ip.version,
            each.ip not in usual,
            not each.ip.is_private,
        ),
    )
    same = (each for each in others if each.ip.version == first.ip.version)
    return ChosenAddress(first.ip, tuple(same))


def url_host(ip: IpAddress, port: int) -> str:
    """Return address and port as in a URL: ``192.168.1.20:40123``, ``[fd00::2]:40123``."""
    return f"[{ip}]:{port}" if ip.version == 6 else f"{ip}:{port}"  # noqa: PLR2004  IPv6


def own_addresses() -> list[OwnAddress]:
    """Return the addresses of this computer, as far as the system shows them."""
    found = [*_of_ipv4(), *_of_ipv6()]
    known = {each.ip for each in found}
    usual = usual_addresses()
    return found + [OwnAddress("", ip) for ip in usual if ip not in known]


def usual_addresses() -> list[IpAddress]:
    """Return the addresses from which connections to other computers start."""
    found: list[IpAddress] = []
    for family, somewhere in zip(
        (socket.AF_INET, socket.AF_INET6), _SOMEWHERE, strict=True
    ):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((somewhere, 9))
            found.append(ipaddress.ip_address(asked.getsockname()[0]))
    return found


def _of_ipv4() -> Iterable[OwnAddress]:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            with suppress(OSError):
                wish = struct.pack("256s", name.encode()[:15])
                answer = fcntl.ioctl(asked.fileno(), _ASK_FOR_ADDRESS, wish)
                yield OwnAddress(name, ipaddress.IPv4Address(answer[20:24]))


def _of_ipv6() -> Iterable[OwnAddress]:
    with suppress(OSError):
        for line in Path("/proc/net/if_inet6").read_text(encoding="ascii").splitlines():
            digits, _, _, scope, flags, name = line.split()
            if int(scope, 16) == _GLOBAL_SCOPE and not int(flags, 16) & _UNUSABLE:
                yield OwnAddress(name, ipaddress.IPv6Address(int(digits, 16)))
