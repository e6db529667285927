"""geoalchemy2, 0.12 to 0.20: its column types. Importing it listens for nothing here; what its listeners do to
tables on PostgreSQL is what the types say."""
from geoalchemy2 import types
from geoalchemy2.types import Geography, Geometry, Raster
