"""What surrounds every page: sign-in, organisation, month, navigation, address."""
