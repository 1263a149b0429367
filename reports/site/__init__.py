"""The pages of the site: front page, a rollout, the dashboard, months that were restated.

Here: documents from cards. Not here: cards (`domain.portfolio`), gathering and writing the folder (`flows.site`), the
look of a page (`reports.forms.html`).
"""
