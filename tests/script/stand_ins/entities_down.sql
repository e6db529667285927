BEGIN;

-- Running downgrade a -> 

REVOKE SELECT ON "public"."boat" FROM "q_role";

REVOKE DELETE ON "public"."boat" FROM "q_role";

DROP POLICY mine on public.boat;

DROP TRIGGER "checked" ON public.boat;

DROP TRIGGER "touched" ON public.boat;

DROP MATERIALIZED VIEW "public"."counted";

DROP VIEW "public"."names";

DROP FUNCTION "public"."isUp"(t text) cascade;

DROP FUNCTION "public"."touch"();

DROP FUNCTION "public"."to_upper"(some_text text, other text);

DROP TABLE boat;

DROP EXTENSION "pgcrypto" CASCADE;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a';

COMMIT;

