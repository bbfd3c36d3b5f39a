"""Parts shared by at least three doors. Each of month, widgets and frame may import only those after it."""
