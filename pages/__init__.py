"""What a person sees: a folder for each door, and what doors share in parts. May import all but app and tieout.

Page scripts are one folder down, so that none opens without `app.py`.
"""
