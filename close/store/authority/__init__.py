"""Authority: who may do what, and how a month is signed. Both are changed only by acts in the audit log."""
