"""Identifiers of 128 bits, kept as 32 hexadecimal digits."""
import _limbeck.clock


class UUID:
    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=None):
        if hex is None:
            raise NotImplementedError("limbeck makes a UUID of its text only")
        digits = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "").lower()
        if len(digits) != 32 or any(d not in "0123456789abcdef" for d in digits):
            raise ValueError("badly formed hexadecimal UUID string")
        self.hex = digits

    @property
    def version(self):
        return int(self.hex[12], 16)

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


def uuid4():
    digits = _limbeck.clock.random_hex()
    return UUID(digits[:12] + "4" + digits[13:16] + "89ab"[int(digits[16], 16) % 4] + digits[17:])


uuid1 = uuid4
