"""Where pydantic 2 keeps its URLs."""
from pydantic import AnyUrl as Url
from pydantic import PostgresDsn as MultiHostUrl
from pydantic import ValidationError
