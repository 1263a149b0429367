"""Weights from comparing criteria two at a time (AHP), and whether the answers agree with each other.

Here: the matrix, its weights and its consistency. Not here: the criteria the weights go to, or locking them.
Sources: Saaty 1977 and 1980 (The Analytic Hierarchy Process): principal eigenvector, consistency index
(lambda_max - n) / (n - 1) and its ratio to the index of random answers, which should not exceed 0.10. Floats, because
eigenvectors have no exact decimals; `of_100` gives decimals that sum to exactly 100.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from domain.values import Frozen

RANDOM_INDEX: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Saaty 1980: the mean consistency index of random answers on 1 to 10 criteria. Later tables differ in the second
decimal (Saaty 2005 has .52 .89 1.11 1.25 1.35; Donegan and Dodd 1991 lower ones), and the ratio with them."""
ACCEPTABLE_RATIO: Final = 0.10
_RECIPROCAL_TO = 1e-6


class PairwiseWeights(Frozen):
    """What the comparisons come to.

    Attributes:
        weights: one per criterion, in the order of `names`; they sum to 1.
        lambda_max: the principal eigenvalue; equals the number of criteria when all answers agree.
        consistency_index: 0 when all answers agree.
        consistency_ratio: the index over that of random answers; 0 for one or two criteria, which cannot disagree.
        look_again: the two criteria whose comparison is furthest from the weights; None when all agree.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    look_again: tuple[str, str] | None

    @property
    def consistent(self) -> bool:
        """Whether the answers agree well enough to weigh by."""
        return self.consistency_ratio <= ACCEPTABLE_RATIO

    @property
    def reason(self) -> Reason:
        """In one sentence, whether the weights can be used."""
        ratio = Decimal(str(round(self.consistency_ratio, 3)))
        if self.consistent or self.look_again is None:
            return Reason(
                "The comparisons agree with each other: consistency ratio {ratio}, at most 0.10.", ratio=ratio
            )
        return Reason(
            "The comparisons contradict each other: ratio {ratio}, above 0.10. Look again at {first} against {second}.",
            ratio=ratio,
            first=self.look_again[0],
            second=self.look_again[1],
        )

    def of_100(self, step: Decimal = Decimal("0.1")) -> tuple[Decimal, ...]:
        """The weights as multiples of `step` that sum to exactly 100; what is left over goes to the largest rests."""
        exact = [Decimal(repr(weight)) * 100 for weight in self.weights]
        floors = [value.quantize(step, ROUND_FLOOR) for value in exact]
        left = int((100 - sum(floors, Decimal(0))) / step)
        by_rest = sorted(range(len(exact)), key=lambda k: (floors[k] - exact[k], k))
        return tuple(floor + (step if k in by_rest[:left] else 0) for k, floor in enumerate(floors))


def reciprocal_matrix(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> list[list[float]]:
    """The full matrix from one answer a pair: `pairs["a", "b"] = 3` says that a matters three times as much as b.

    Raises:
        ConfigurationRefused: a pair is missing, asked both ways, or names something else.
    """
    place = {name: k for k, name in enumerate(names)}
    matrix = [[1.0 if row == column else 0.0 for column in names] for row in names]
    for (one, other), ratio in pairs.items():
        if one == other or one not in place or other not in place or matrix[place[one]][place[other]]:
            raise _refused(_pair(one, other), Reason("a pair is two different criteria, compared once"))
        if not ratio > 0:
            raise _refused(_pair(one, other), Reason("{given} is not above 0", given=f"{ratio}"))
        matrix[place[one]][place[other]], matrix[place[other]][place[one]] = ratio, 1 / ratio
    missing = [_pair(a, b) for a in names for b in names if not matrix[place[a]][place[b]]]
    if missing:
        raise _refused(missing[0], Reason("this pair is not compared"))
    return matrix


def weights_from_comparisons(names: Sequence[str], matrix: Sequence[Sequence[float]]) -> PairwiseWeights:
    """Weights of the criteria; `matrix[i][j]` says how many times as much criterion i matters as criterion j.

    Raises:
        ConfigurationRefused: the matrix is not square, positive and reciprocal, or has more than 10 criteria.
    """
    table = _checked(names, matrix)
    size = len(names)
    values, vectors = np.linalg.eig(table)
    # A positive matrix has one largest eigenvalue; it is real, and its vector has one sign (Perron 1907).
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    weights = vector / vector.sum()
    lambda_max = float(values[largest].real)
    # Rounding can put the eigenvalue of answers that agree a hair under the number of criteria.
    index = max(0.0, (lambda_max - size) / (size - 1)) if size > 2 else 0.0
    return PairwiseWeights(
        names=tuple(names),
        weights=tuple(weights.tolist()),
        lambda_max=lambda_max,
        consistency_index=index,
        consistency_ratio=index / RANDOM_INDEX[size - 1] if size > 2 else 0.0,
        look_again=_furthest(names, table, weights),
    )


def _furthest(names: Sequence[str], table: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[str, str] | None:
    """The pair whose answer is furthest, as a ratio, from what the weights say (Saaty 1980: a_ij w_j / w_i)."""
    strain = np.abs(np.log(table * weights[None, :] / weights[:, None]))
    if strain.max() < _RECIPROCAL_TO:
        return None
    row, column = np.unravel_index(np.argmax(np.triu(strain)), strain.shape)
    return names[int(row)], names[int(column)]


def _checked(names: Sequence[str], matrix: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    if not 1 <= len(names) <= len(RANDOM_INDEX):
        raise _refused(
            Reason("{count} criteria", count=len(names)),
            Reason("1 to 10 criteria can be compared in pairs; group more of them first"),
        )
    if len(matrix) != len(names) or any(len(row) != len(names) for row in matrix):
        raise _refused(Reason("the matrix"), Reason("it needs one row and one column for each criterion"))
    table = np.array([[float(cell) for cell in row] for row in matrix])
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            if not (np.isfinite(table[i, j]) and table[i, j] > 0):
                raise _refused(_pair(one, other), Reason("{given} is not above 0", given=f"{table[i, j]:g}"))
            if j >= i and abs(table[i, j] * table[j, i] - 1) > _RECIPROCAL_TO:
                raise _refused(
                    _pair(one, other),
                    Reason(
                        "{given} and {opposite} do not multiply to 1",
                        given=f"{table[i, j]:g}",
                        opposite=f"{table[j, i]:g}",
                    ),
                )
    return table


def _pair(one: str, other: str) -> Reason:
    return Reason("{one} against {other}", one=one, other=other)


def _refused(where: Reason, why: Reason) -> ConfigurationRefused:
    return ConfigurationRefused(
        Reason("The comparisons of criteria cannot be used"),
        where=where,
        why=why,
        next_step=Reason(
            "answer each pair once, how many times as much the first matters; the opposite pair follows from it"
        ),
    )
