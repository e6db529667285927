from _limbeck.entities import PGGrantTable, PGGrantTableChoice
