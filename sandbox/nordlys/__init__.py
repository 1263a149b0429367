"""The demo company Nordlys Regnskab A/S: its workbook and its Jira projects, the same from the same seed.

Here: what the company does and building its folder. Not here: its workbook (`tabs`), its tickets (`tickets`), its
rollout's settings (`configs/examples`), judging any of it (`domain`).
"""
