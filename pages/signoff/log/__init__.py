"""The audit log as a user reads it: events, uploads and snapshots in the order of time, in words."""
