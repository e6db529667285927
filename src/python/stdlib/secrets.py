"""Values nobody can guess: another one at every evaluation."""
import _limbeck.clock
import base64


def token_bytes(nbytes=None):
    wanted = 32 if nbytes is None else nbytes
    found = b""
    while len(found) < wanted:
        found += bytes.fromhex(_limbeck.clock.random_hex())
    return found[:wanted]


def token_hex(nbytes=None):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    return base64.urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode("ascii")


def randbits(k):
    if k > 60:
        raise NotImplementedError("limbeck counts up to 63 bits")
    return int(token_hex(8)[:15], 16) & ((1 << k) - 1)


def randbelow(exclusive_upper_bound):
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    bits = exclusive_upper_bound.bit_length()
    found = randbits(bits)
    while found >= exclusive_upper_bound:
        found = randbits(bits)
    return found


def choice(sequence):
    return sequence[randbelow(len(sequence))]
