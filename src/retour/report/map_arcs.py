"""The arrows of a process map: forward ones as thick as their traffic, backward ones thin and dashed."""

from dataclasses import dataclass

from retour.report.svg import MUTED, Point, curve, short


@dataclass(frozen=True, slots=True)
class Route:
    """One arrow between two boxes: their corners, the size of a box, and which way the map runs."""

    start: Point
    end: Point
    box: Point
    upright: bool
    back: bool

    @property
    def ends(self) -> tuple[Point, Point]:
        """Where the arrow leaves and where it arrives."""
        (x0, y0), (x1, y1), (w, h) = self.start, self.end, self.box
        if self.upright:
            back, onward = (
                ((x0 + w, y0 + h / 2), (x1 + w, y1 + h / 2)),
                ((x0 + w / 2, y0 + h), (x1 + w / 2, y1)),
            )
        else:
            back, onward = (
                ((x0 + w / 2, y0 + h), (x1 + w / 2, y1 + h)),
                ((x0 + w, y0 + h / 2), (x1, y1 + h / 2)),
            )
        return back if self.back else onward

    @property
    def path(self) -> str:
        """The curve, as a path."""
        a, b = self.ends
        if self.back and self.upright:
            far = max(a[0], b[0]) + 14
            return curve(a, (far, a[1]), (far, b[1]), b)
        if self.back:
            low = max(a[1], b[1]) + 20
            return curve(a, (a[0], low), (b[0], low), b)
        if self.upright:
            middle = (a[1] + b[1]) / 2
            return curve(a, (a[0], middle), (b[0], middle), (b[0], b[1] - 6))
        middle = (a[0] + b[0]) / 2
        return curve(a, (middle, a[1]), (middle, b[1]), (b[0] - 6, b[1]))

    @property
    def middle(self) -> Point:
        """Where its delay is written."""
        a, b = self.ends
        x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        return (x + 6, y + 4) if self.upright else (x, y - 7)


def arrow(route: Route, thickness: float) -> str:
    """The arrow drawn; a backward one is thin and has no head."""
    width, dash = (1.2, ' stroke-dasharray="3 3"') if route.back else (thickness, "")
    stroke = f'stroke="{MUTED}" stroke-width="{short(width)}" stroke-opacity=".4"{dash}'
    body = f'<path d="{route.path}" fill="none" {stroke}/>'
    return body if route.back else body + _head(route)


def _head(route: Route) -> str:
    x, y = route.ends[1]
    lying = [(x - 7, y - 5), (x, y), (x - 7, y + 5)]
    corners = [(x - 5, y - 7), (x, y), (x + 5, y - 7)] if route.upright else lying
    shape = "L".join(f"{short(a)} {short(b)}" for a, b in corners)
    return f'<path d="M{shape}Z" fill="{MUTED}"/>'
