"""starlette, 0.13 and newer: as much of it as settings and migrations import."""
