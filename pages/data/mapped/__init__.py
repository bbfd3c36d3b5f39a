"""The parts of the page that maps a file which no loader recognises."""
