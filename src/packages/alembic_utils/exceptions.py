from _limbeck.entities import AlembicUtilsException, BadInputException, SQLParseFailure
