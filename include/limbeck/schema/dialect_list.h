/* The dialects, expanded by the DIALECT() of the including file. The first one is used where no URL names one. */
DIALECT(postgresql)
DIALECT(sqlite)
