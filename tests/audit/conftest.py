from evidence import *  # noqa: F403  the fixtures of the audit and of the verdict are the same
