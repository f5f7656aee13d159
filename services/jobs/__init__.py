"""Long work: asked for, queued, done by workers, shown."""
