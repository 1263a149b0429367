"""The stand-in for Google Sheets v4, with the few Drive calls its clients make.

Here: the server, accounts, calls and resources. Not here: structural requests (`batch`), spreadsheets in files
(`books`), single cells (`cells`), masks, shapes and quotas (`wire`).
"""
