"""As much of Pyramid as migrations need: the settings of its ini."""
