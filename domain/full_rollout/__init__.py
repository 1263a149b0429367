"""Phase 5: processes moved in waves, and what holds the next one.

Here: readiness, waves, tripwires on live service levels, and the gate. Not here: the plan of the waves
(`domain.discovery.roadmap.inventory`), the levels themselves (`domain.review`), the dashboard
(`reports.site.dashboard`).
"""
