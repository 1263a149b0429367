"""Steps that several flows and the command line take.

Here: what follows a decision, the negotiation, the papers of an award, the roadmap's epics; each in the order it
happens. Not here: the beginning and end of every flow (`flows.frame`), rules, single tasks (`tasks`).
"""
