"""What surrounds every page: sign-in, organisation, month, address, navigation, outcomes."""
