"""Identifiers of 128 bits, kept as 32 hexadecimal digits."""
import _limbeck.clock
import hashlib


_bytes = bytes


class UUID:
    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=None):
        if hex is None and bytes is not None:
            hex = bytes.hex()
        if hex is None:
            raise NotImplementedError("limbeck makes a UUID of its text or its bytes only")
        digits = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "").lower()
        if len(digits) != 32 or any(d not in "0123456789abcdef" for d in digits):
            raise ValueError("badly formed hexadecimal UUID string")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            digits = _with_version(digits, str(version))
        self.hex = digits

    @property
    def version(self):
        return int(self.hex[12], 16)

    @property
    def bytes(self):
        return _bytes.fromhex(self.hex)

    @property
    def urn(self):
        return "urn:uuid:" + str(self)

    def __str__(self):
        h = self.hex
        return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

    def __repr__(self):
        return f"UUID('{self}')"

    def __eq__(self, other):
        return isinstance(other, UUID) and self.hex == other.hex

    def __lt__(self, other):
        return self.hex < other.hex

    def __hash__(self):
        return self.hex

    @property
    def _limbeck_literal(self):
        return "uuid", str(self)


def _with_version(digits, version):
    return digits[:12] + version + digits[13:16] + "89ab"[int(digits[16], 16) % 4] + digits[17:32]


def _stamped(digits, version):
    """The first 32 digits, with the version and the variant in their places."""
    return UUID(_with_version(digits, version))


def _bytes_of(name):
    return name if isinstance(name, bytes) else name.encode("utf-8")


def uuid3(namespace, name):
    return _stamped(hashlib.md5(namespace.bytes + _bytes_of(name)).hexdigest(), "3")


def uuid5(namespace, name):
    return _stamped(hashlib.sha1(namespace.bytes + _bytes_of(name)).hexdigest(), "5")


def uuid4():
    return _stamped(_limbeck.clock.random_hex(), "4")


uuid1 = uuid4

NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
