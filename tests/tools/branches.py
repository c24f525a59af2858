"""The branches of a skeleton and how a hand would join them.

A skeleton is a net: branches between junctions and free ends. Thinning leaves small faults in it,
which are repaired first: short spurs, a crossing torn into two junctions, pinholes. Then, at every
junction, the two branches that continue each other most straightly become one stroke.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from digitpad.common.types import BoolArray, FloatArray

LONGEST_SPUR = 0.8
"""Pen widths; a free branch shorter than this is the skeleton reaching for a corner."""

LONGEST_BRIDGE = 0.9
"""Pen widths; junctions nearer than this are one."""

SMALLEST_LOOP = 2.0
"""Pen widths around; less is a pinhole."""

SHARPEST_TURN = math.radians(70)
"""Branches that meet at more than this away from straight are not joined."""

Pixel = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """One way of the pen, in the skeleton's pixels.

    Attributes:
        points: (P, 2) x and y; a closed path ends with its first point.
        closed: a loop.
        free_start: the first point is an end of the ink, not a junction.
        free_end: the same of the last point.
    """

    points: FloatArray
    closed: bool = False
    free_start: bool = True
    free_end: bool = True

    def with_points(self, points: FloatArray) -> Path:
        """The same path along other points."""
        return replace(self, points=points)

    def scaled(self, scale: float, offset: float) -> Path:
        """The path in other units."""
        return self.with_points((self.points * scale + offset).astype(np.float32))


@dataclass(slots=True, eq=False)
class _Branch:
    """Points from one node to another; node -1 for a loop that meets no other branch."""

    points: FloatArray
    ends: list[int]

    @property
    def length(self) -> float:
        return path_length(self.points)


def path_length(points: FloatArray) -> float:
    """The length of the way along (P, 2) points."""
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


@dataclass(slots=True, eq=False)
class BranchGraph:
    """Branches, and the places of the nodes that they run between."""

    branches: list[_Branch] = field(default_factory=list)
    places: list[FloatArray] = field(default_factory=list)

    @classmethod
    def of(cls, skeleton: BoolArray) -> BranchGraph:
        """Take a skeleton, (H, W) bool and one pixel wide, apart."""
        rows, columns = np.nonzero(skeleton)
        pixels = set(zip(columns.tolist(), rows.tolist(), strict=True))
        near = {pixel: list(_neighbours(pixel, pixels)) for pixel in sorted(pixels)}
        graph = cls()
        nodes = {
            pixel: graph._add_node(pixel) for pixel, around in near.items() if len(around) != 2
        }
        walked: set[tuple[Pixel, Pixel]] = set()
        for pixel, number in nodes.items():
            if not near[pixel]:
                graph.branches.append(_Branch(_centres([pixel]), [number, number]))
            for following in near[pixel]:
                if (pixel, following) not in walked:
                    way = _walk(pixel, following, near, nodes)
                    walked |= {(way[0], way[1]), (way[-1], way[-2])}
                    graph.branches.append(_Branch(_centres(way), [number, nodes[way[-1]]]))
        graph._add_loops(near, nodes)
        return graph

    def _add_node(self, pixel: Pixel) -> int:
        self.places.append(_centres([pixel])[0])
        return len(self.places) - 1

    def _add_loops(self, near: dict[Pixel, list[Pixel]], nodes: dict[Pixel, int]) -> None:
        """What no walk from a node has reached closes on itself."""
        reached = {
            (int(x), int(y)) for branch in self.branches for x, y in np.floor(branch.points)
        } | set(nodes)
        for pixel, around in near.items():
            if pixel not in reached:
                way = _walk(pixel, around[0], near, {pixel: 0})
                reached.update(way)
                self.branches.append(_Branch(_centres(way), [-1, -1]))

    def tidy(self, width: float) -> None:
        """Repair what thinning leaves: `width` is the pen's, in pixels."""
        self._close_bridges(LONGEST_BRIDGE * width)
        self.branches = [
            branch
            for branch in self.branches
            if branch.ends[0] != branch.ends[1]
            or len(branch.points) == 1
            or branch.length >= SMALLEST_LOOP * width
        ]
        self._join_pairs()
        while (spur := self._shortest_spur(LONGEST_SPUR * width)) is not None:
            self.branches.remove(spur)
            self._join_pairs()

    def _degrees(self) -> list[int]:
        degrees = [0] * len(self.places)
        for branch in self.branches:
            for node in branch.ends:
                if node >= 0 and len(branch.points) > 1:
                    degrees[node] += 1
        return degrees

    def _shortest_spur(self, limit: float) -> _Branch | None:
        degrees = self._degrees()
        spurs = [
            branch
            for branch in self.branches
            if branch.ends[0] != branch.ends[1]
            and sorted((degrees[branch.ends[0]] > 1, degrees[branch.ends[1]] > 1)) == [False, True]
            and branch.length < limit
        ]
        return min(spurs, key=lambda branch: branch.length, default=None)

    def _close_bridges(self, limit: float) -> None:
        """Junctions with a short branch between them become one, in its middle."""
        while True:
            degrees = self._degrees()
            bridges = [
                branch
                for branch in self.branches
                if branch.ends[0] != branch.ends[1]
                and min(degrees[branch.ends[0]], degrees[branch.ends[1]]) > 2
                and branch.length < limit
            ]
            if not bridges:
                return
            bridge = min(bridges, key=lambda branch: branch.length)
            self.branches.remove(bridge)
            kept, gone = bridge.ends
            self.places[kept] = np.mean([self.places[kept], self.places[gone]], axis=0)
            for branch in self.branches:
                branch.ends = [kept if node == gone else node for node in branch.ends]

    def _join_pairs(self) -> None:
        """Where only two branch ends meet there is no junction: make them one branch."""
        for node, degree in enumerate(self._degrees()):
            if degree != 2:
                continue
            meeting = [branch for branch in self.branches if node in branch.ends]
            if len(meeting) == 1:
                meeting[0].ends = [-1, -1]
                continue
            one, other = meeting
            first = one.points if one.ends[1] == node else one.points[::-1]
            second = other.points if other.ends[0] == node else other.points[::-1]
            ends = [
                one.ends[0] if one.ends[1] == node else one.ends[1],
                other.ends[1] if other.ends[0] == node else other.ends[0],
            ]
            self.branches = [branch for branch in self.branches if branch not in (one, other)]
            self.branches.append(_Branch(np.concatenate([first, second[1:]]), ends))

    def joined(self, width: float) -> list[Path]:
        """The strokes: branches joined straight on at the junctions."""
        partners = self._partners(width)
        degrees = self._degrees()
        waiting = [(number, end) for number in range(len(self.branches)) for end in (0, 1)]
        used: set[int] = set()
        paths: list[Path] = []
        # First whatever begins at an end, then what is left: loops.
        for begins in (True, False):
            for number, end in waiting:
                if number not in used and (not begins or (number, end) not in partners):
                    paths.append(self._followed(number, end, partners, degrees, used))
        return paths

    def _followed(
        self,
        number: int,
        end: int,
        partners: dict[tuple[int, int], tuple[int, int]],
        degrees: list[int],
        used: set[int],
    ) -> Path:
        first = self.branches[number].ends[end]
        start = (number, end)
        parts: list[FloatArray] = []
        while True:
            used.add(number)
            branch = self.branches[number]
            points = branch.points if end == 0 else branch.points[::-1]
            leaves = branch.ends[1 - end]
            parts.append(self._from_node_to_node(points, branch.ends[end], leaves))
            following = partners.get((number, 1 - end))
            if following is None or following[0] in used:
                break
            number, end = following
        points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
        closed = len(points) > 2 and (leaves == -1 or partners.get((number, 1 - end)) == start)
        return Path(
            points,
            closed,
            free_start=first < 0 or degrees[first] <= 1,
            free_end=leaves < 0 or degrees[leaves] <= 1,
        )

    def _from_node_to_node(self, points: FloatArray, first: int, last: int) -> FloatArray:
        """A branch's points, led to where its nodes are since they were moved."""
        if first < 0:
            return points
        return np.concatenate([self.places[first][None], points[1:-1], self.places[last][None]])

    def _partners(self, width: float) -> dict[tuple[int, int], tuple[int, int]]:
        """Which branch end goes on with which, both ways."""
        at_node: dict[int, list[tuple[int, int]]] = {}
        for number, branch in enumerate(self.branches):
            for end, node in enumerate(branch.ends):
                if node >= 0 and len(branch.points) > 1:
                    at_node.setdefault(node, []).append((number, end))
        partners: dict[tuple[int, int], tuple[int, int]] = {}
        for ends in at_node.values():
            directions = {end: self._direction(end, width) for end in ends}
            turns = sorted(
                (_turn(directions[one], directions[other]), one, other)
                for place, one in enumerate(ends)
                for other in ends[place + 1 :]
            )
            for turn, one, other in turns:
                if turn < SHARPEST_TURN and one not in partners and other not in partners:
                    partners[one], partners[other] = other, one
        return partners

    def _direction(self, end: tuple[int, int], width: float) -> FloatArray:
        """Where a branch leads to from its node, looked at beyond the junction's own blur."""
        branch = self.branches[end[0]]
        points = branch.points if end[1] == 0 else branch.points[::-1]
        way = np.hypot(*np.diff(points, axis=0).T).cumsum()
        near = int(np.searchsorted(way, min(0.4 * width, 0.3 * way[-1])))
        far = int(np.searchsorted(way, min(1.5 * width, way[-1])))
        direction: FloatArray = points[min(far + 1, len(points) - 1)] - points[near]
        return direction


def _turn(one: FloatArray, other: FloatArray) -> float:
    """How far two branches that leave a node are from continuing each other, in radians."""
    lengths = float(np.hypot(*one) * np.hypot(*other))
    if lengths == 0:
        return math.pi
    return math.acos(max(-1.0, min(1.0, -float(one @ other) / lengths)))


def _centres(pixels: list[Pixel]) -> FloatArray:
    return np.array(pixels, np.float32) + np.float32(0.5)


def _neighbours(pixel: Pixel, pixels: set[Pixel]) -> Iterator[Pixel]:
    """Those beside it, and those at a corner that are not reached over a side anyway."""
    x, y = pixel
    for step_x, step_y in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        if (x + step_x, y + step_y) in pixels:
            yield (x + step_x, y + step_y)
    for step_x, step_y in ((1, -1), (1, 1), (-1, 1), (-1, -1)):
        corner = (x + step_x, y + step_y)
        if corner in pixels and (x + step_x, y) not in pixels and (x, y + step_y) not in pixels:
            yield corner


def _walk(
    pixel: Pixel, following: Pixel, near: dict[Pixel, list[Pixel]], nodes: dict[Pixel, int]
) -> list[Pixel]:
    """On from one pixel to the next until a node is reached."""
    way = [pixel, following]
    while way[-1] not in nodes:
        one, other = near[way[-1]]
        way.append(other if one == way[-2] else one)
    return way
