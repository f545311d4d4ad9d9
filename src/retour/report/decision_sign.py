"""The sign of a decision: a shape of its own beside its word, so that colour is never alone."""

from retour.report.html import Html

_OCTAGON = '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" stroke="none"/>'
_SHAPES = {
    "keep": '<path d="M2 8.5l4 4 8-9"/>',
    "fix": '<path d="M8 2L15 14H1z"/><path d="M8 6.5v3.5M8 12v.4"/>',
    "extend": '<path d="M3 13L13 3M6 3h7v7"/>',
    "stop": _OCTAGON + '<path d="M4.5 8h7" class="cut"/>',
    "measure": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 2"/>',
    "question": '<path d="M5 5.2c0-4.2 6-4.2 6 0 0 2.4-3 2.4-3 5M8 13.4v.4"/>',
    "launch": '<path d="M4 2l10 6-10 6z" fill="currentColor"/>',
    "pilot": '<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    "do_not_launch": _OCTAGON + '<path d="M4.5 8h7" class="cut"/>',
}


def decision_sign(decision: str) -> Html:
    """The shape, 16 px, in the colour of the text around it."""
    shape = _SHAPES.get(decision, "")
    box = 'class="sign" viewBox="0 0 16 16" width="16" height="16"'
    return Html(f'<svg {box} aria-hidden="true" fill="none" stroke="currentColor">{shape}</svg>')
