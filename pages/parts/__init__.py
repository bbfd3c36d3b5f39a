"""What at least three doors share. Each of month, widgets and frame may import only those after it."""
