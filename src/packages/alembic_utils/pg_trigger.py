from _limbeck.entities import PGTrigger
