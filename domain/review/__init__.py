"""The month: its typed review, how it is put together, explained, compared and restated.

Here: everything a month's document shows, as types, and the rules that fill them. Not here: verdicts and clocks
(`domain.sla`), credits' terms (`domain.contract`), words (`reports.review`), pulling and publishing (`tasks`).
"""
