"""What pages show of a month: its state, steps, signatures, causes and uploaded files.

May import widgets and frame.
"""
