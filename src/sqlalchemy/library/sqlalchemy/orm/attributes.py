"""What scripts import of the ORM's attributes."""
from _limbeck.mapped import flag_modified
