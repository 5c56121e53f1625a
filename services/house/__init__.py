"""What every service stands on: the open house, its settings, files, jobs and faults."""
