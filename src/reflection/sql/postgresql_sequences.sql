-- SEQUENCE_STATE: name, value
SELECT pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(sequencename) AS name,
       coalesce(last_value::text, '') AS value
  FROM pg_catalog.pg_sequences
