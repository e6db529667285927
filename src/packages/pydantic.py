"""As much of pydantic as settings need: fields, their conversion, validators and URLs."""
import enum
import json
import pathlib
import re
import typing

import _limbeck.host


class ValidationError(ValueError):
    pass


class _Required:
    def __repr__(self):
        return "PydanticUndefined"


_REQUIRED = _Required()


class FieldInfo:
    def __init__(self, default, default_factory, names):
        self.default = default
        self.default_factory = default_factory
        self.names = names


class AliasChoices:
    def __init__(self, *choices):
        self.choices = list(choices)


def Field(default=_REQUIRED, *, default_factory=None, alias=None, validation_alias=None, env=None, **kw):
    names = []
    for name in (validation_alias, alias, env):
        names += name.choices if isinstance(name, AliasChoices) else name if isinstance(name, list) else [name] if name else []
    return FieldInfo(_REQUIRED if default is Ellipsis else default, default_factory, names)


def ConfigDict(**kw):
    return kw


# ---- texts with a meaning ----------------------------------------------------------


class SecretStr:
    def __init__(self, value):
        self._value = value

    def get_secret_value(self):
        return self._value

    def __str__(self):
        return "**********" if self._value else ""

    def __repr__(self):
        return f"SecretStr({str(self)!r})"

    def __eq__(self, other):
        return isinstance(other, SecretStr) and self._value == other._value

    def __len__(self):
        return len(self._value)


SecretBytes = SecretStr


def _plain(what, text):
    if text is not None and not re.fullmatch(r"[A-Za-z0-9._~-]*", str(text)):
        raise NotImplementedError(f"limbeck does not know how this pydantic would write the {what} into a URL")
    return text


class AnyUrl(str):
    @classmethod
    def build(cls, *, scheme, host=None, username=None, user=None, password=None, port=None, path=None, query=None,
              fragment=None, hosts=None):
        if hosts is not None:
            raise NotImplementedError("limbeck builds URLs of one host only")
        username = _plain("user", username if username is not None else user)
        if isinstance(password, SecretStr):
            password = password.get_secret_value()
        password = _plain("password", password)
        text = f"{scheme}://"
        if username or password:
            text += f"{username or ''}{':' + password if password else ''}@"
        text += host or ""
        if port:
            text += f":{port}"
        if path:
            text += path if path.startswith("/") else "/" + path
        return cls(text + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else ""))

    def _parts(self):
        match = re.match(r"([^:]+)://(?:([^:@/]*)(?::([^@]*))?@)?([^:/?#]*)(?::(\d+))?(/[^?#]*)?", self)
        return match.groups() if match else (None, None, None, None, None, None)

    @property
    def scheme(self):
        return self._parts()[0]

    @property
    def username(self):
        return self._parts()[1]

    user = username

    @property
    def password(self):
        return self._parts()[2]

    @property
    def host(self):
        return self._parts()[3]

    @property
    def port(self):
        port = self._parts()[4]
        return int(port) if port else None

    @property
    def path(self):
        return self._parts()[5]

    def hosts(self):
        match = re.match(r"[^:]+://(?:([^:@/]*)(?::([^@]*))?@)?([^/?#]*)", self)
        if not match:
            return []
        found = []
        for place in match[3].split(","):
            host, _, port = place.partition(":")
            found.append({"username": match[1], "password": match[2], "host": host or None,
                          "port": int(port) if port else None})
        return found

    def unicode_string(self):
        return str(self)

    def render_as_string(self, hide_password=True):
        return str(self)


class PostgresDsn(AnyUrl):
    pass


MultiHostDsn = MySQLDsn = MariaDBDsn = RedisDsn = MongoDsn = AmqpDsn = KafkaDsn = AnyUrl
AnyHttpUrl = HttpUrl = Url = AnyUrl
EmailStr = str

# ---- fields ------------------------------------------------------------------------------

_TRUE = ("1", "true", "t", "yes", "y", "on")
_FALSE = ("0", "false", "f", "no", "n", "off")
_NAMES = {"str": str, "int": int, "float": float, "bool": bool, "SecretStr": SecretStr, "PostgresDsn": PostgresDsn}


def _truth(text):
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError(f"not a boolean: {text!r}")


class _Foreign:
    """A type limbeck knows by name only."""

    def __init__(self, name):
        self.name = name


def _known(annotation):
    name = _limbeck.host.opaque_name(annotation)
    return annotation if name is None else _Foreign(name)


def _alternatives(annotation):
    """X | None and Optional[X] as a list."""
    origin = getattr(annotation, "origin", None)
    if origin is typing.Union or origin is typing.Optional:
        return [_known(choice) for choice in annotation.__args__]
    return [annotation]


_BUILTIN = {"list": list, "set": set, "tuple": tuple, "dict": dict, "frozenset": frozenset}


def _collection(annotation):
    if isinstance(annotation, _Foreign):
        return _BUILTIN.get(annotation.name)
    for form, make in ((typing.List, list), (typing.Set, set), (typing.Tuple, tuple), (typing.Dict, dict),
                       (typing.Sequence, list)):
        if annotation is form or getattr(annotation, "origin", None) is form:
            return make
    for make in (list, set, tuple, dict):
        if annotation is make or getattr(annotation, "origin", None) is make:
            return make
    return None


def _converted(annotation, text):
    """What a text of the environment becomes for a field declared so."""
    if isinstance(annotation, str):
        annotation = _NAMES.get(annotation.partition("|")[0].strip(), annotation)
    if getattr(annotation, "origin", None) is typing.Annotated:
        annotation = _known(annotation.__args__[0])
    for choice in _alternatives(annotation):
        if choice is None or choice is type(None):
            continue
        if choice is bool:
            return _truth(text)
        if choice is int or choice is float:
            return choice(text)
        if choice is str:
            return text
        if choice is pathlib.Path:
            return pathlib.Path(text)
        make = _collection(choice)
        if make:
            return make(json.loads(text))
        if isinstance(choice, type) and issubclass(choice, (SecretStr, AnyUrl, enum.Enum)):
            return choice(text)
        return text
    return text


class _Validator:
    def __init__(self, fields, mode, function):
        self.fields = fields
        self.mode = mode
        self.function = getattr(function, "__func__", None) or function
        self.takes = self.function.__code__.co_argcount


def field_validator(*fields, mode="after", **kw):
    return lambda function: _Validator(fields, mode, function)


def validator(*fields, pre=False, always=False, **kw):
    return lambda function: _Validator(fields, "v1-before" if pre else "v1-after", function)


def model_validator(*, mode):
    return lambda function: _Validator((), "model-" + mode, function)


def computed_field(*args, **kw):
    return args[0] if args else lambda function: function


def BeforeValidator(function):
    return function


AfterValidator = PlainValidator = BeforeValidator


class _Info:
    def __init__(self, data):
        self.data = data


class BaseModel:
    model_config = {}

    def __init__(self, **given):
        self._fill(given, lambda name, info: None)

    @classmethod
    def _declared(cls):
        found = {}
        for base in reversed(cls.__mro__):
            for name, annotation in base.__dict__.get("__annotations__", {}).items():
                annotation = _known(annotation)
                text = annotation if isinstance(annotation, str) else ""
                if name == "model_config" or text.startswith("ClassVar") or annotation is typing.ClassVar:
                    continue
                if getattr(annotation, "origin", None) is not typing.ClassVar:
                    found[name] = annotation
        return found

    @classmethod
    def _validators(cls):
        return [value for base in reversed(cls.__mro__) for value in base.__dict__.values()
                if isinstance(value, _Validator)]

    def _checked(self, name, value, data, modes):
        for rule in self._validators():
            if (name in rule.fields or "*" in rule.fields) and rule.mode in modes:
                extra = [data if rule.mode.startswith("v1") else _Info(data)] if rule.takes > 2 else []
                value = rule.function(type(self), value, *extra)
        return value

    def _fill(self, given, look):
        """From what is given, then from `look`, then from the defaults."""
        data = {}
        object.__setattr__(self, "model_fields_set", set())
        for name, annotation in self._declared().items():
            info = getattr(type(self), name, _REQUIRED)
            if not isinstance(info, FieldInfo):
                info = FieldInfo(info, None, [])
            value, is_text = _REQUIRED, False
            for key in [name] + info.names:
                if key in given:
                    value = given[key]
            if value is _REQUIRED:
                text = look(name, info)
                if text is not None:
                    value, is_text = text, True
            was_given = value is not _REQUIRED
            if value is _REQUIRED:
                value = info.default_factory() if info.default_factory else info.default
            if value is _REQUIRED and any(name in rule.fields and rule.mode == "v1-before" for rule in self._validators()):
                value = None
            if value is _REQUIRED:
                _limbeck.host.notice(f"{type(self).__name__}.{name} is not set, in the environment or in a file")
                value = _limbeck.host.opaque(f"{type(self).__name__}.{name}")
            elif _limbeck.host.opaque_name(value) is None:
                value = self._checked(name, value, data, ("before", "v1-before"))
                if is_text and isinstance(value, str):
                    try:
                        value = _converted(annotation, value)
                    except ValueError as error:
                        raise ValidationError(f"1 validation error for {type(self).__name__}\n{name}\n  {error}")
                elif isinstance(value, str) and value is not None:
                    value = self._wrapped(annotation, value)
                value = self._checked(name, value, data, ("after", "v1-after"))
            data[name] = value
            object.__setattr__(self, name, value)
            if was_given:
                self.model_fields_set.add(name)
        for rule in self._validators():
            if rule.mode == "model-after":
                rule.function(self)

    def _wrapped(self, annotation, text):
        for choice in _alternatives(annotation):
            if isinstance(choice, type) and issubclass(choice, (SecretStr, AnyUrl, enum.Enum)):
                return choice(text)
        return text

    def model_dump(self, **kw):
        return {name: getattr(self, name) for name in self._declared()}

    dict = model_dump

    @classmethod
    def model_validate(cls, values):
        return cls(**values)

    parse_obj = model_validate


def __getattr__(name):
    if name == "BaseSettings":
        from pydantic_settings import BaseSettings

        return BaseSettings
    if name.startswith("__"):
        raise AttributeError(name)
    return _limbeck.host.opaque("pydantic." + name)
