"""What a person sees. Page scripts stand one folder down, so that none opens without `app.py`."""
