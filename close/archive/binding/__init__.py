"""What a close binder says of itself: the month that it binds, the standing of its signatures, and its workbook."""
