"""Parts shared by at least three sections. Each of month, widgets and frame may import only those after it."""
