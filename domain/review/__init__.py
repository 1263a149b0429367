"""The month: its typed review, how it is put together, restated, told."""
