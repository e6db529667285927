"""Attributes that go through a relationship: nothing of them is in a schema."""


class association_proxy:
    def __init__(self, *args, **kwargs):
        pass


AssociationProxy = association_proxy
