"""What makes the history provable: canonical JSON, Merkle roots, signed notes. Pure functions."""
