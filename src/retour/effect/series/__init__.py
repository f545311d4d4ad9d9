"""One series against its own past: the level engine, its layout and calibration; two averages where short."""
