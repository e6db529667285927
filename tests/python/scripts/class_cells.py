"""__classcell__ in the namespace that a metaclass is given."""
seen = []


class Meta(type):
    def __new__(cls, name, bases, namespace, **keywords):
        seen.append((name, "__classcell__" in namespace, type(namespace.get("__classcell__")).__name__))
        return super().__new__(cls, name, bases, namespace)


class Plain(metaclass=Meta):
    super_name = "super"

    def f(self):
        return self.__class__.__name__

    class Inner:
        def g(self):
            return super().__init__()


class Uses(Plain):
    def f(self):
        return super().f() + __class__.__name__


class InLambda(Plain):
    f = lambda self: __class__


print(seen, Uses().f(), InLambda().f() is InLambda, hasattr(Uses, "__classcell__"), "__classcell__" in vars(Uses))


def drop(cls, name, bases, namespace):
    return type.__new__(cls, name, bases, {key: value for key, value in namespace.items() if key != "__classcell__"})


def overwrite(cls, name, bases, namespace):
    return type.__new__(cls, name, bases, {**namespace, "__classcell__": 5})


def twice(cls, name, bases, namespace):
    made = type.__new__(cls, name, bases, namespace)
    type(name + "Other", (), namespace)
    return made


def copied(cls, name, bases, namespace):
    return type.__new__(cls, name, bases, dict(namespace))


def renamed(cls, name, bases, namespace):
    return type.__new__(cls, name + "Renamed", bases, namespace)


for function in (drop, overwrite, twice, copied, renamed):
    meta = type("M", (type,), {"__new__": function})
    try:
        class A(metaclass=meta):
            def f(self):
                return __class__.__name__

        print(function.__name__, A().f(), A.__name__, A.__qualname__)
    except (TypeError, RuntimeError) as error:
        print(function.__name__, type(error).__name__, str(error).replace(__name__ + ".", ""))

kept = None


class Keeps(type):
    def __new__(cls, name, bases, namespace):
        global kept
        kept = namespace
        return None


class Later(metaclass=Keeps):
    def f(self):
        return __class__


B = type("B", (), kept)
print(Later, B().f() is B, B.__name__)


class Drops(type):
    def __new__(cls, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(cls, name, bases, namespace)


class Unused(metaclass=Drops):
    pass


print(Unused.__name__)
