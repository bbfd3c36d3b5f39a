"""Parts of the page Start: the files of a new organisation, the settings found in them, and what they cannot show."""
