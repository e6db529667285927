from _limbeck.entities import PGExtension
