"""Files without headers: their columns have numbers, and what the columns contain is the evidence that they fit."""
