"""zope.interface, as far as classes declare with it what they provide: that changes nothing in them."""


class Interface:
    pass


def Attribute(doc="", *args):
    return None


def implementer(*interfaces):
    return lambda cls: cls


provider = implementer_only = implementer


def directlyProvides(thing, *interfaces):
    pass


classImplements = directlyProvides
