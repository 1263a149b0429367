"""The commands and their options, by what they are for.

Here: what may be typed. Each imports what it needs when it runs, so that `--help` answers at once. Not here: the work
(beside this folder, a file per command).
"""
