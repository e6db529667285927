"""Identifiers of 128 bits, kept as integers."""
import _limbeck.clock
import hashlib
import time


_int = int
RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = [
    "reserved for NCS compatibility", "specified in RFC 4122", "reserved for Microsoft compatibility",
    "reserved for future definition"]
_FIELD_BITS = (32, 16, 16, 8, 8, 48)


def _int_of_fields(fields):
    if len(fields) != 6:
        raise ValueError("fields is not a 6-tuple")
    number = 0
    for place, (value, bits) in enumerate(zip(fields, _FIELD_BITS), 1):
        if not 0 <= value < 1 << bits:
            raise ValueError(f"field {place} out of range (need a{'n' if bits == 8 else ''} {bits}-bit value)")
        number = number << bits | value
    return number


def _int_of_text(text):
    digits = text.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
    if len(digits) != 32:
        raise ValueError("badly formed hexadecimal UUID string")
    return _int(digits, 16)


def _swapped(data):
    """The first three fields in the other byte order."""
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


class UUID:
    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=None):
        if is_safe is not None:
            raise NotImplementedError("the argument is_safe of UUID()")
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if hex is not None:
            int = _int_of_text(hex)
        for name, data in (("bytes_le", bytes_le), ("bytes", bytes)):
            if data is not None and len(data) != 16:
                raise ValueError(f"{name} is not a 16-char string")
        if bytes_le is not None:
            bytes = _swapped(bytes_le)
        if bytes is not None:
            int = _int.from_bytes(bytes, "big")
        if fields is not None:
            int = _int_of_fields(fields)
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            int = int & ~(0xc000 << 48) | 0x8000 << 48
            int = int & ~(0xf000 << 64) | version << 76
        object.__setattr__(self, "int", int)

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    def __delattr__(self, name):
        raise TypeError("UUID objects are immutable")

    @property
    def hex(self):
        return f"{self.int:032x}"

    @property
    def bytes(self):
        return self.int.to_bytes(16, "big")

    @property
    def bytes_le(self):
        return _swapped(self.bytes)

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant, self.clock_seq_low,
                self.node)

    @property
    def time_low(self):
        return self.int >> 96

    @property
    def time_mid(self):
        return self.int >> 80 & 0xffff

    @property
    def time_hi_version(self):
        return self.int >> 64 & 0xffff

    @property
    def clock_seq_hi_variant(self):
        return self.int >> 56 & 0xff

    @property
    def clock_seq_low(self):
        return self.int >> 48 & 0xff

    @property
    def time(self):
        return (self.time_hi_version & 0x0fff) << 48 | self.time_mid << 32 | self.time_low

    @property
    def clock_seq(self):
        return (self.clock_seq_hi_variant & 0x3f) << 8 | self.clock_seq_low

    @property
    def node(self):
        return self.int & 0xffffffffffff

    @property
    def urn(self):
        return "urn:uuid:" + str(self)

    @property
    def variant(self):
        if not self.int & 0x8000 << 48:
            return RESERVED_NCS
        if not self.int & 0x4000 << 48:
            return RFC_4122
        return RESERVED_FUTURE if self.int & 0x2000 << 48 else RESERVED_MICROSOFT

    @property
    def version(self):
        return self.int >> 76 & 0xf if self.variant == RFC_4122 else None

    @property
    def is_safe(self):
        raise NotImplementedError("UUID.is_safe")

    def __str__(self):
        h = self.hex
        return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"

    def __int__(self):
        return self.int

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @property
    def _limbeck_literal(self):
        return "uuid", str(self)


def _stamped(digits, version):
    """The first 32 digits, with the version and the variant in their places."""
    return UUID(digits[:32], version=version)


def _bytes_of(name):
    return name if isinstance(name, bytes) else name.encode("utf-8")


def uuid3(namespace, name):
    return _stamped(hashlib.md5(namespace.bytes + _bytes_of(name)).hexdigest(), 3)


def uuid5(namespace, name):
    return _stamped(hashlib.sha1(namespace.bytes + _bytes_of(name)).hexdigest(), 5)


def uuid4():
    return _stamped(_limbeck.clock.random_hex(), 4)


_last_timestamp = 0
_random_node = None


def getnode():
    """A random number with the multicast bit, as Python takes where it finds no network card."""
    global _random_node
    if _random_node is None:
        _random_node = int(_limbeck.clock.random_hex()[:12], 16) | 1 << 40
    return _random_node


def uuid1(node=None, clock_seq=None):
    global _last_timestamp
    timestamp = max(time.time_ns() // 100 + 0x01b21dd213814000, _last_timestamp + 1)
    _last_timestamp = timestamp
    if clock_seq is None:
        clock_seq = int(_limbeck.clock.random_hex()[:4], 16) & 0x3fff
    fields = (timestamp & 0xffffffff, timestamp >> 32 & 0xffff, timestamp >> 48 & 0x0fff, clock_seq >> 8 & 0x3f,
              clock_seq & 0xff, getnode() if node is None else node)
    return UUID(fields=fields, version=1)


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
