"""Addresses and networks as the annotations of columns; their values are refused."""


class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


class _Refused:
    def __init__(self, *args, **kw):
        raise NotImplementedError(f"limbeck does not evaluate {type(self).__name__}()")


class IPv4Address(_Refused):
    pass


class IPv6Address(_Refused):
    pass


class IPv4Network(_Refused):
    pass


class IPv6Network(_Refused):
    pass


class IPv4Interface(IPv4Address):
    pass


class IPv6Interface(IPv6Address):
    pass


def ip_address(address):
    raise NotImplementedError("limbeck does not evaluate ip_address()")


def ip_network(address, strict=True):
    raise NotImplementedError("limbeck does not evaluate ip_network()")


def ip_interface(address):
    raise NotImplementedError("limbeck does not evaluate ip_interface()")
