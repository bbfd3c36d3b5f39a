"""The frame around every page: sign-in, organisation, month, navigation, address."""
