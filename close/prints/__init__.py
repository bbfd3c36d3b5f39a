"""What is printed: PDF by typst, from data that is passed as data, the same bytes every time."""
