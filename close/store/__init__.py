"""What is kept: landings, manifests, settings, the audit log, evidence, people. Imports nothing else of close."""
