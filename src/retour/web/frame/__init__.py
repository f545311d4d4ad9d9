"""Frame: what every page shares: its layout, its words, its headers, how a file comes in."""
