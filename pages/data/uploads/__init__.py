"""Parts of the pages about uploads: coverage, uploaded files, and the outcome of an upload."""
