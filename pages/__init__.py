"""The screens: a folder for each section, and `parts` shared by several. May import everything but app and tieout.

Page scripts are one folder down, so that none can be opened without `app.py`.
"""
