"""What must hold without a screen, in rooms from the store up to the archive. Knows no page and no loader."""
