"""Where the one scan runs: one module an engine, all the same shape (`engine.Engine`, `engine.Tables`)."""
