"""Choosing between options by weights: methods, ties, how firm the choice is."""
