"""What the files connector refuses to be drowned by."""

MIB = 2**20
LONGEST_LINE = MIB  # characters of one line; longer ones are skipped and said
LONGEST_RECORD = 100_000  # characters of one quoted record that spans several lines
MOST_COLUMNS = 2_000
MOST_LISTED = 1_000  # problems listed a file; the others are counted by rule
MOST_QUOTES_MENDED = 100  # unclosed quotes, after which quotes are read as plain characters
BLOCK = 2 * MIB  # characters read at once
SAMPLE = MIB  # bytes looked at to recognise a file
LARGEST_PIECE = 256 * MIB  # one-piece JSON
LARGEST_MEMBER = 64 * MIB  # a member of an XLSX that is no worksheet (its shared strings), unpacked
LARGEST_BESIDE = 128 * MIB  # those members together: they are held in memory, worksheets are gone through
LARGEST_UNPACKED = 2_048 * MIB  # members of an XLSX, unpacked
LARGEST_VALUE = 16 * MIB  # one value of an SQLite file
LARGEST_RATIO = 300  # unpacked bytes for one packed byte, past the first LARGEST_PIECE
CHUNK_EVENTS = 50_000
