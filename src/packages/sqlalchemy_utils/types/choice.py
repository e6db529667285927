"""All of its types."""
from sqlalchemy_utils import *
