from _limbeck.entities import PGView
