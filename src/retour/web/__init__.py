"""Web: the face for those who never open a terminal. Boring Django: function views, forms, templates."""
