"""What every unit of work is handed and uses: context, tabs, retries, limits, events, progress.

Here: shapes and small helpers of tasks. Not here: any unit of work, what stands behind a context (`flows.wiring`).
"""
