"""Stored data: landings, manifests, settings, the audit log, evidence and people. Imports nothing else of close."""
