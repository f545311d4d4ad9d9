"""Portfolio: a workspace's documents and files in the database and on disk, heavy work, kept assessments."""
