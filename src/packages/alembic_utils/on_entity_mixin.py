from _limbeck.entities import _OnEntity as OnEntityMixin
