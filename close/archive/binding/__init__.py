"""The month that a close binder holds, the standing of its signatures in words, and its workbook."""
