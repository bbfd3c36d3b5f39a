"""Stored data: landings, manifests, settings, the audit log, evidence and people. Imports no other package of close."""
