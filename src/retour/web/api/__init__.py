"""API: register, assessments and exports for programs."""
