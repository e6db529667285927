"""What changes the value of a field of pydantic: validators of the class, and those in Annotated[...]. Each goes
around the ones before it, as pydantic composes them."""
import typing

import _limbeck.host


class Rule:
    """fields: of the class's own validators; () for one in Annotated[...]."""

    def __init__(self, mode, function, fields=()):
        self.mode = mode
        self.fields = fields
        self.function = getattr(function, "__func__", None) or function
        self.attribute = None

    def _names(self):
        code = getattr(self.function, "__code__", None)
        return code.co_varnames[:code.co_argcount] if code else ()

    def call(self, owner, data, *values, field=None):
        """With the class first for a validator of the class, and with what it asks for behind the value."""
        names = self._names()
        first = (owner,) if self.fields or self.mode.startswith("model") else ()
        behind = names[len(first) + len(values):]
        if self.mode.startswith("v1"):
            extra = [data if name in ("values", behind[0]) and name not in ("field", "config")
                     else _limbeck.host.opaque(f"pydantic.{name}") for name in behind]
        else:
            extra = [Info(data, field)] if behind else []
        return self.function(*first, *values, *extra)


class Info:
    def __init__(self, data, field_name):
        self.data = data
        self.field_name = field_name
        self.context = None
        self.mode = "python"


def is_unknown(value):
    return _limbeck.host.opaque_name(value) is not None


def _around(rule, inner, owner, data, field):
    def before(value):
        value = rule.call(owner, data, value, field=field)
        return value if is_unknown(value) else inner(value)

    def after(value):
        value = inner(value)
        return value if is_unknown(value) else rule.call(owner, data, value, field=field)

    def plain(value):
        return rule.call(owner, data, value, field=field)

    def wrap(value):
        return rule.call(owner, data, value, inner, field=field)

    return {"before": before, "after": after, "plain": plain, "wrap": wrap,
            "v1-before": before, "v1-after": after}[rule.mode]


def composed(convert, rules, owner, data, field=None):
    """Of pydantic 1 the validators run in their order, of pydantic 2 the last one before is the first to run."""
    old = [rule for rule in rules if rule.mode == "v1-before"]
    for rule in [rule for rule in rules if rule.mode != "v1-before"] + old[::-1]:
        convert = _around(rule, convert, owner, data, field)
    return convert


_HARMLESS = ("annotated_types.", "pydantic.WithJsonSchema", "pydantic.Strict", "pydantic.Discriminator",
             "pydantic.Tag", "pydantic.PlainSerializer", "pydantic.WrapSerializer", "pydantic.GetPydanticSchema",
             "pydantic.SkipValidation", "pydantic.fields.", "pydantic_settings.", "typing_extensions.", "fastapi.")


def unfold(annotation):
    """The type inside Annotated[...], and its metadata; None: something that may change the value."""
    metadata = []
    while not is_unknown(annotation) and getattr(annotation, "origin", None) is typing.Annotated:
        metadata = list(annotation.__args__[1:]) + metadata
        annotation = annotation.__args__[0]
    unknown = [name for name in map(_limbeck.host.opaque_name, metadata) if name is not None]
    if any(not name.startswith(_HARMLESS) for name in unknown):
        return annotation, None
    return annotation, [one for one in metadata if not is_unknown(one)]


def rules_of(cls, annotations):
    """The validators of a class and its bases. An attribute of an unknown library could be one."""
    found = []
    for base in reversed(cls.__mro__):
        for name, value in base.__dict__.items():
            path = _limbeck.host.opaque_name(value)
            if path is None:
                if isinstance(value, Rule):
                    found = [rule for rule in found if rule.attribute != name] + [_named(value, name)]
            elif name not in annotations and ("validator" in path or not path.startswith("pydantic")):
                raise NotImplementedError(f"{cls.__name__}.{name}, which may be a validator: it comes from {path}")
    return found


def _named(rule, name):
    rule.attribute = name
    return rule
