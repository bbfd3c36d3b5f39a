"""The month at a glance, between the last one and the next."""
