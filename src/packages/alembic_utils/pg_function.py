from _limbeck.entities import PGFunction
