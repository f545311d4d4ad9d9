"""What the scenarios connector refuses to be drowned by."""

MIB = 2**20
LARGEST = 20 * MIB  # bytes of one file; the largest seen in the wild is a hundred times smaller
MOST_LISTED = 50  # problems of one file
