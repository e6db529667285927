"""As much of pydantic as settings need: fields, their conversion, validators and URLs."""
import decimal
import enum
import json
import pathlib
import re
import typing
import uuid

import _limbeck.host
from _limbeck.pydantic_rules import Rule, composed, is_unknown, rules_of, unfold


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

    def is_required(self):
        return self.default is _REQUIRED and self.default_factory is None

    def get_default(self, *, call_default_factory=False, **kw):
        return self.default_factory() if self.default_factory and call_default_factory else self.default


class Discriminator:
    """In Annotated[...]: which of a union's models a value is."""

    def __init__(self, discriminator, **kw):
        self.discriminator = discriminator


class Tag:
    def __init__(self, tag):
        self.tag = tag


class AliasChoices:
    def __init__(self, *choices):
        self.choices = list(choices)


def Field(default=_REQUIRED, *, default_factory=None, alias=None, validation_alias=None, env=None, **kw):
    names = []
    for name in (validation_alias, alias, env):
        names += name.choices if isinstance(name, AliasChoices) else name if isinstance(name, list) else [name] if name else []
    return FieldInfo(_REQUIRED if default is Ellipsis else default, default_factory, names)


class Extra(str, enum.Enum):
    allow = "allow"
    ignore = "ignore"
    forbid = "forbid"


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
            raise NotImplementedError("limbeck builds only URLs of one host")
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


def _names_of(given):
    """Config.fields of pydantic 1: the environment's names of a field."""
    names = given.get("env") or given.get("alias") if isinstance(given, dict) else given
    return list(names) if isinstance(names, (list, tuple, set)) else [names] if names else []


def _is_model(choice):
    return isinstance(choice, type) and issubclass(choice, BaseModel)


def _decoded(annotation, metadata, text):
    """What a text of the environment holds for a list, a dictionary or a model: JSON."""
    choices = _alternatives(annotation)
    if not any(_collection(choice) or _is_model(choice) for choice in choices):
        return text
    if any(getattr(one, "__name__", None) == "NoDecode" for one in metadata):
        return text
    try:
        return json.loads(text)
    except ValueError:
        if len(choices) == 1 and not any(isinstance(one, Rule) for one in metadata):
            raise
        return text


def _from_text(choice, text):
    if choice is bool:
        return _truth(text)
    if choice is int or choice is float:
        return choice(text)
    if choice is pathlib.Path:
        return pathlib.Path(text)
    if choice in (decimal.Decimal, uuid.UUID):
        return choice(text)
    if _collection(choice) or _is_model(choice):
        raise ValueError(f"not a {getattr(choice, '__name__', 'list or dictionary')}: {text!r}")
    if isinstance(choice, type) and issubclass(choice, (SecretStr, AnyUrl, enum.Enum)):
        return choice(text)
    if isinstance(choice, type) and (hasattr(choice, "__get_validators__") or
                                     hasattr(choice, "__get_pydantic_core_schema__")):
        return _limbeck.host.opaque(f"{choice.__name__}({text!r})")
    return text


def _converted(annotation, value):
    """What a value becomes for a field declared so: of texts all that settings need, of others models."""
    if isinstance(annotation, str):
        annotation = _NAMES.get(annotation.partition("|")[0].strip(), annotation)
    choices = [choice for choice in _alternatives(annotation) if choice is not None and choice is not type(None)]
    if isinstance(value, dict):
        models = [choice for choice in choices if _is_model(choice)]
        return models[0](**value) if models else value
    if isinstance(value, list):
        makers = [make for make in map(_collection, choices) if make]
        return makers[0](value) if makers else value
    if type(value) is not str or any(choice is str for choice in choices):
        return value
    failed = None
    for choice in choices:
        inner, metadata = unfold(choice)
        if metadata is None or any(isinstance(one, Rule) for one in metadata):
            return _limbeck.host.opaque(f"pydantic.Annotated({value!r})")
        try:
            return _from_text(_known(inner), value)
        except ValueError as error:
            failed = failed or error
    if failed:
        raise failed
    return value


def field_validator(*fields, mode="after", **kw):
    return lambda function: Rule(mode, function, fields)


def validator(*fields, pre=False, always=False, each_item=False, **kw):
    if each_item:
        raise NotImplementedError("validator(each_item=True)")
    return lambda function: Rule("v1-before" if pre else "v1-after", function, fields)


def model_validator(*, mode):
    return lambda function: Rule("model-" + mode, function)


def root_validator(*functions, pre=False, **kw):
    made = lambda function: Rule("model-v1-before" if pre else "model-v1-after", function)
    return made(functions[0]) if functions else made


def BeforeValidator(function, **kw):
    return Rule("before", function)


def AfterValidator(function):
    return Rule("after", function)


def PlainValidator(function, **kw):
    return Rule("plain", function)


def WrapValidator(function, **kw):
    return Rule("wrap", function)


class StringConstraints:
    def __init__(self, *, strip_whitespace=None, to_upper=None, to_lower=None, **kw):
        self.rule = Rule("before", lambda value: self._changed(value) if isinstance(value, str) else value)
        self._strip, self._upper, self._lower = strip_whitespace, to_upper, to_lower

    def _changed(self, value):
        value = value.strip() if self._strip else value
        return value.upper() if self._upper else value.lower() if self._lower else value


def computed_field(*args, **kw):
    return args[0] if args else lambda function: function


def field_serializer(*fields, **kw):
    """What is written from a model is not what it holds."""
    return lambda function: function


def model_serializer(*functions, **kw):
    return functions[0] if functions else lambda function: function


class _ModelFields:
    """BaseModel.model_fields: each field's default and type."""

    def __get__(self, model, owner):
        found = {}
        for name, annotation in owner._declared().items():
            info, kind, metadata = owner._field(name, annotation)
            found[name] = FieldInfo(info.default, info.default_factory, info.names)
            found[name].annotation = kind
            found[name].alias = info.names[0] if info.names else None
        return found


class BaseModel:
    model_config = {}
    model_fields = _ModelFields()
    _validates_defaults = False
    _is_old = False

    def __init__(self, **given):
        self._fill(given, lambda name, info, annotation: None)

    @classmethod
    def _declared(cls):
        """Also what pydantic 1 takes for a field: a plain attribute without annotation."""
        found = {}
        for base in reversed(cls.__mro__):
            names = base.__dict__.get("__annotations__", {})
            for name, annotation in names.items():
                annotation = _known(annotation)
                text = annotation if isinstance(annotation, str) else ""
                if name == "model_config" or text.startswith("ClassVar") or annotation is typing.ClassVar:
                    continue
                if getattr(annotation, "origin", None) is not typing.ClassVar:
                    found[name] = annotation
            for name, value in base.__dict__.items():
                if base.__module__ not in ("pydantic", "pydantic_settings") and name not in names and \
                        name not in found and name[0] != "_" and name != "model_config" and \
                        _limbeck.host.opaque_name(value) is None and type(value) in (str, int, float, bool, list, dict):
                    found[name] = type(value)
        return found

    @classmethod
    def _field(cls, name, annotation):
        """Its FieldInfo, its type, and the metadata of its Annotated; None: something may change the value."""
        annotation, metadata = unfold(annotation)
        info = getattr(cls, name, _REQUIRED)
        if is_unknown(info):
            return FieldInfo(info, None, []), annotation, None
        if not isinstance(info, FieldInfo):
            info = FieldInfo(info, None, [])
        for one in metadata or []:
            if isinstance(one, FieldInfo):
                info = FieldInfo(one.default if not is_unknown(info.default) and info.default is _REQUIRED
                                 else info.default,
                                 info.default_factory or one.default_factory, info.names or one.names)
        given = cls._options().get("fields", {}).get(name)
        if given is not None and not info.names:
            info = FieldInfo(info.default, info.default_factory, _names_of(given))
        generator = cls._options().get("alias_generator")
        if generator is not None and not info.names:
            info = FieldInfo(info.default, info.default_factory, [generator(name)])
        if metadata is not None:
            metadata = [one.rule if isinstance(one, StringConstraints) else one for one in metadata]
        return info, _known(annotation), metadata

    @classmethod
    def _options(cls):
        found = {}
        for base in reversed(cls.__mro__):
            options = base.__dict__.get("model_config", {})
            if not isinstance(options, dict):
                raise NotImplementedError(f"{cls.__name__}.model_config: {options!r}")
            found = {**found, **options}
            old = base.__dict__.get("Config")
            if old is not None:
                found = {**found, **{key: value for key, value in old.__dict__.items() if not key.startswith("__")}}
        return found

    @staticmethod
    def _keys(fields):
        return {name: (field[0].names or [name])[0] for name, field in fields.items()}

    def _given_to_rules(self, found, fields, given):
        """Validators of the whole model get what was found, by the names it was found under."""
        keys = self._keys(fields)
        return {**given, **{keys[name]: value for name, (value, is_text) in found.items()}}

    def _left_by_rules(self, values, found, fields):
        if is_unknown(values):
            return {name: (values, False) for name in fields}
        keys = self._keys(fields)
        texts = {name for name, (value, is_text) in found.items() if is_text}
        return {name: (values[key], name in texts and isinstance(values[key], str))
                for name in fields for key in [keys[name] if keys[name] in values else name] if key in values}

    def _before(self, rules, found, fields, given):
        rules = [rule for rule in rules if rule.mode in ("model-before", "model-v1-before")]
        if not rules:
            return found
        values = self._given_to_rules(found, fields, given)
        for rule in rules if rules[0].mode == "model-v1-before" else rules[::-1]:
            values = rule.call(type(self), {}, values)
            if is_unknown(values):
                break
        return self._left_by_rules(values, found, fields)

    def _value(self, name, field, found, rules, data):
        info, annotation, metadata = field
        was_given = name in found
        value, is_text = found.get(name, (None, False))
        if metadata is None and (not was_given or is_text) and not is_unknown(value):
            return _limbeck.host.opaque(f"{type(self).__name__}.{name}")
        if not was_given:
            value = info.default_factory() if info.default_factory else info.default
        if is_unknown(value):
            return value
        if value is _REQUIRED and (any(rule.mode == "v1-before" for rule in rules) or
                                   self._is_old and any(choice is None or choice is type(None) or
                                                        getattr(annotation, "origin", None) is typing.Optional
                                                        for choice in _alternatives(annotation))):
            value = None
        if value is _REQUIRED:
            _limbeck.host.notice(f"{type(self).__name__}.{name} is not set, in the environment or in a file")
            return _limbeck.host.opaque(f"{type(self).__name__}.{name}")
        if not was_given and not self._validates_defaults and not any(rule.mode[:2] == "v1" for rule in rules):
            return value
        try:
            if is_text:
                value = _decoded(annotation, metadata + rules, value)
            changing = [one for one in metadata or [] if isinstance(one, Rule)] + rules
            return composed(lambda given: _converted(annotation, given), changing, type(self), data, name)(value)
        except ValidationError:
            raise
        except (ValueError, AssertionError) as error:
            raise ValidationError(f"1 validation error for {type(self).__name__}\n{name}\n  {error}")

    def _fill(self, given, look):
        """From what is given, then from `look`, then from the defaults."""
        declared, found = self._declared(), {}
        rules = rules_of(type(self), declared)
        fields = {name: self._field(name, annotation) for name, annotation in declared.items()}
        for name, (info, annotation, metadata) in fields.items():
            named = [key for key in [name] + info.names if key in given]
            there = (given[named[-1]], False) if named else look(name, info, annotation)
            if there is not None:
                found[name] = there
        after = [rule for rule in rules if rule.mode in ("model-wrap", "model-after", "model-v1-after")]
        self._validated(after, rules, found, fields, given)

    def _validated(self, after, rules, found, fields, given):
        """The last of the validators that go around the fields is the outermost."""
        if not after:
            return self._filled(rules, found, fields, given)
        rule = after[-1]
        if rule.mode == "model-wrap":
            def handler(values, **kw):
                self._validated(after[:-1], rules, self._left_by_rules(values, found, fields), fields,
                                {} if is_unknown(values) else values)
                return self

            made = rule.call(type(self), {}, self._given_to_rules(found, fields, given), handler)
            if made is not self:
                raise NotImplementedError(f"{type(self).__name__}: model_validator(mode='wrap') that makes another model")
            return
        self._validated(after[:-1], rules, found, fields, given)
        if rule.mode == "model-after":
            rule.function(self)
        else:
            changed = rule.call(type(self), {}, {name: getattr(self, name) for name in fields})
            for name in fields:
                object.__setattr__(self, name, changed if is_unknown(changed) else changed[name])

    def _filled(self, rules, found, fields, given):
        data = {}
        found = self._before(rules, found, fields, given)
        object.__setattr__(self, "model_fields_set", set(found))
        object.__setattr__(self, "_extras", {})
        if str(self._options().get("extra")).rpartition(".")[2] == "allow":
            taken = {key for name, field in fields.items() for key in [name] + field[0].names}
            self._extras.update({key: value for key, value in given.items() if key not in taken})
            for key, value in self._extras.items():
                object.__setattr__(self, key, value)
        for name, field in fields.items():
            own = [rule for rule in rules if name in rule.fields or "*" in rule.fields]
            data[name] = self._value(name, field, found, own, data)
            object.__setattr__(self, name, data[name])

    def model_dump(self, **kw):
        return {**{name: getattr(self, name) for name in self._declared()}, **self._extras}

    dict = model_dump

    @classmethod
    def model_validate(cls, values):
        return cls(**values)

    parse_obj = model_validate


def __getattr__(name):
    if name == "BaseSettings":
        from pydantic_settings import OldSettings

        return OldSettings
    if name.startswith("__"):
        raise AttributeError(name)
    return _limbeck.host.opaque("pydantic." + name)
