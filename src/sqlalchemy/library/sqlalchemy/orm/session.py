"""Sessions, by their module."""
from sqlalchemy.orm import Session, sessionmaker
