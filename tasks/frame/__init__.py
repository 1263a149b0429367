"""What every unit of work is handed and uses."""
