"""What the service tells of its own work: one id, stages, metrics and spans; it decides nothing."""
