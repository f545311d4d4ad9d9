"""What the door refuses to be drowned by."""

MIB = 2**20
LARGEST_BODY = 8 * MIB  # bytes of one request, unpacked
MOST_ITEMS = 10_000  # a request
LONGEST_KEY = 200  # characters of a case, an activity, an automation, a process
LONGEST_ID = 512  # of an id; a CloudEvent's holds its source too
LONGEST_ACTOR = 320  # an e-mail address
LONGEST_VALUE = 1_000  # characters of an attribute
MOST_CASES = 1_000  # a run
MOST_LEFT_OUT = 50  # names of attributes left out that are said
AHEAD = 86_400_000_000  # µs that a sender's clock may be ahead of ours
TOLERANCE = 300  # seconds that a signature's clock may differ from ours
