"""The trial of corrections on the page What if."""
