"""What a Make blueprint or an n8n export shows: its modules, its weak points, how fragile it is."""
