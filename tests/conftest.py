"""What every test shares: examples that are the same on every machine and every run."""

from hypothesis import settings

settings.register_profile("tieout", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("tieout")
