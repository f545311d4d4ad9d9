"""The register: what is declared about an organisation, its processes and its automations."""
