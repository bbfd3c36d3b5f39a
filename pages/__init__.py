"""The screens: a folder for each door, and `parts` shared by several. May import everything but app and tieout.

Page scripts are one folder down, so that none opens without `app.py`.
"""
