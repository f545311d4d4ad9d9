"""What tools send to the door, read: bytes in, `(events, runs, problems)` out; no bytes make it fail."""
