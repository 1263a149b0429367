"""What a review holds, as frozen types: figures and breaches of service levels, and its other parts.

Here: shapes that anybody may import without the engine (no NumPy, no Polars). Not here: how they are computed (the
files beside this folder), the whole review (`domain.review.review`).
"""
