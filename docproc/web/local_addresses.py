"""Addresses to be led back to."""

from __future__ import annotations


def local_address(address: str) -> str:
    """The address where it is one of this service's pages, else "": nobody is sent elsewhere by a link to here."""
    local = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if local else ""
