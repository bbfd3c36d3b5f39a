"""Parts that show a month: its state, steps, signatures, causes and uploaded files.

May import widgets and frame.
"""
