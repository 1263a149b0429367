"""The rows of every tab, where they stand, which phase reads which tab."""
