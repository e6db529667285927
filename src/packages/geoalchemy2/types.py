"""The column types of geoalchemy2 on PostgreSQL with PostGIS 2 or newer, and the index that each brings along.
Values, SpatiaLite and the columns that PostGIS manages by itself are not covered."""
from sqlalchemy.exc import ArgumentError
from sqlalchemy.types import UserDefinedType


class _Spelled(UserDefinedType):
    def __init__(self, text):
        self.text = text

    def get_col_spec(self, **kw):
        return self.text


class _GISType(UserDefinedType):
    __module__ = "geoalchemy2.types"
    cache_ok = True

    def __init__(self, geometry_type="GEOMETRY", srid=-1, dimension=None, spatial_index=True, use_N_D_index=False,
                 use_typmod=None, from_text=None, name=None, nullable=True, _spatial_index_reflected=None):
        try:
            srid = int(srid if srid is not None else -1)
        except (ValueError, TypeError):
            raise ArgumentError("srid must be convertible to an integer") from None
        if geometry_type:
            geometry_type = geometry_type.upper()
        if use_N_D_index and not spatial_index:
            raise ArgumentError("Arg Error(use_N_D_index): spatial_index must be True")
        if use_typmod is False or not nullable or _spatial_index_reflected:
            raise NotImplementedError("use_typmod=False, nullable=False or _spatial_index_reflected=True of geoalchemy2")
        self.geometry_type, self.srid = geometry_type, srid
        self.dimension = _dimension(geometry_type, dimension)
        self.spatial_index, self.use_N_D_index, self.use_typmod = spatial_index, use_N_D_index, use_typmod
        self.from_text = from_text if from_text is not None else type(self).from_text
        self.name = name if name is not None else type(self).name
        self.nullable = nullable
        self._spatial_index_reflected = _spatial_index_reflected

    def get_col_spec(self, **kw):
        return f"{self.name}({self.geometry_type},{self.srid})" if self.geometry_type else self.name

    def _limbeck_types(self):
        return [_Spelled(self.get_col_spec()), None]

    @property
    def _limbeck_index(self):
        if not self.spatial_index:
            return None
        return ("gist", "gist_geometry_ops_nd" if self.use_N_D_index else None, None)

    def bind_expression(self, bindvalue):
        raise NotImplementedError("limbeck does not convert values of geoalchemy2")

    column_expression = bind_expression


def _dimension(geometry_type, dimension):
    if dimension not in (None, 2, 3, 4):
        raise ValueError(f"dimension must be one of [None, 2, 3, 4] but got {dimension}")
    if geometry_type is None:
        return dimension
    if geometry_type.endswith("ZM"):
        if dimension not in (None, 4):
            raise ValueError("dimension must be 4 when geometry_type ends with 'ZM'")
        return 4
    if geometry_type[-1] in ("Z", "M"):
        if dimension not in (None, 3):
            raise ValueError("dimension must be 3 when geometry_type ends with 'Z' or 'M'")
        return 3
    return 2


class Geometry(_GISType):
    __module__ = "geoalchemy2.types"
    name = "geometry"
    from_text = "ST_GeomFromEWKT"


class Geography(_GISType):
    __module__ = "geoalchemy2.types"
    name = "geography"
    from_text = "ST_GeogFromText"


class Raster(_GISType):
    __module__ = "geoalchemy2.types"
    name = "raster"
    from_text = "raster"

    def __init__(self, spatial_index=True, from_text=None, name=None, nullable=True, _spatial_index_reflected=None):
        super().__init__(geometry_type=None, spatial_index=spatial_index, from_text=from_text, name=name,
                         nullable=nullable, _spatial_index_reflected=_spatial_index_reflected)

    @property
    def _limbeck_index(self):
        return ("gist", None, "ST_ConvexHull") if self.spatial_index else None
