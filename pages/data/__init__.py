"""Uploading of exports, the settings of an organisation, and everything that was uploaded."""
