"""How a printed figure came about, from what was kept."""
