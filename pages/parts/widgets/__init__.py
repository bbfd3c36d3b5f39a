"""What pages draw with: answers, tables, filters, details, downloads. May import the frame."""
