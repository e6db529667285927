SELECT pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(sequencename),
       coalesce(last_value::text, '')
  FROM pg_catalog.pg_sequences
