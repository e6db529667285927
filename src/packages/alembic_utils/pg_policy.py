from _limbeck.entities import PGPolicy
