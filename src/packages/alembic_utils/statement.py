from _limbeck.entities import escaped as escape_colon_for_sql
from _limbeck.entities import escaped_in_plpgsql as escape_colon_for_plpgsql
from _limbeck.entities import one_line as normalize_whitespace
from _limbeck.entities import quoted as coerce_to_quoted
from _limbeck.entities import unquoted as coerce_to_unquoted
from _limbeck.entities import without_end as strip_terminating_semicolon
