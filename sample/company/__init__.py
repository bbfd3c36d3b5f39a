"""The made-up company: who it is, what it trades, how stock moves. Imports nothing else of sample."""
