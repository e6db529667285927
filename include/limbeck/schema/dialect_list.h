/* The dialects, for the DIALECT() of whoever includes this. The first one stands in where no URL says which. */
DIALECT(postgresql)
DIALECT(sqlite)
