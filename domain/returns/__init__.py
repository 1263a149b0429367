"""The article's metrics, savings, the block of KPIs."""
