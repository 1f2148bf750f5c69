"""Part of backday."""
